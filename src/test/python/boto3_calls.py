# SPDX-License-Identifier: Apache-2.0
"""Makes App Mesh calls with boto3: reads one a line, writes its answer as a line.

A call is {"operation": "CreateMesh", "input": {...}}. Its answer is {"output": {...}}, or
{"error": {"code": ..., "status": ..., "message": ...}} where the endpoint refused it, or
{"unsent": "..."} where boto3 itself failed. What boto3 checks before it sends is switched off, so
that the endpoint decides.
"""
import datetime
import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError


def answer(client, call):
    try:
        output = getattr(client, xform_name(call["operation"]))(**call["input"])
    except ClientError as error:
        return {
            "error": {
                "code": error.response["Error"]["Code"],
                "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
                "message": error.response["Error"]["Message"],
            }
        }
    except Exception as error:  # whatever boto3 or Python say of an input that cannot be sent
        return {"unsent": f"{type(error).__name__}: {error}"}
    output.pop("ResponseMetadata")
    return {"output": output}


def seconds(value):
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    raise TypeError(f"not JSON: {value!r}")


def main():
    client = boto3.client(
        "appmesh", config=Config(parameter_validation=False, retries={"total_max_attempts": 1})
    )
    for line in sys.stdin:
        print(json.dumps(answer(client, json.loads(line)), default=seconds), flush=True)


if __name__ == "__main__":
    main()
