# SPDX-License-Identifier: Apache-2.0
"""Makes App Mesh calls with the AWS CLI: reads one a line, writes its answer as a line.

A call is {"operation": "CreateMesh", "input": {...}}. It becomes the command line
`aws appmesh create-mesh --no-paginate --cli-input-json ...`, run by the entry point of the program
`aws`, which is loaded once for all calls. Its answer is {"output": {...}}, or {"error": {"code":
..., "message": ...}} where the endpoint refused it, or {"unsent": "..."} where the AWS CLI itself
failed. What it checks before it sends is switched off in its configuration.
"""
import contextlib
import io
import json
import re
import sys

from awscli.clidriver import create_clidriver
from botocore import xform_name

REFUSED = re.compile(r"An error occurred \((\w+)\) when calling the \w+ operation: (.*)", re.DOTALL)


def answer(driver, call):
    out, err = io.StringIO(), io.StringIO()
    command = ["appmesh", xform_name(call["operation"], "-")]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            arguments = ["--no-paginate", "--cli-input-json", json.dumps(call["input"])]
            status = driver.main(command + arguments)
        except SystemExit as exit:
            status = exit.code
    refused = REFUSED.search(err.getvalue())
    if refused:
        return {"error": {"code": refused[1], "message": refused[2].rstrip("\n")}}
    if status:
        return {"unsent": err.getvalue().strip()}
    return {"output": json.loads(out.getvalue() or "{}")}


def main():
    driver = create_clidriver()
    for line in sys.stdin:
        print(json.dumps(answer(driver, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
