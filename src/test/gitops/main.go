// SPDX-License-Identifier: Apache-2.0

// What GitOps tools say of a resource: kstatus (Flux, Helm 4, kubectl's friends) and a health script of Argo CD.
//
//	gitops health HEALTH.LUA < resource.json    prints what both say
//	gitops action ACTION.LUA < resource.json    prints the resource as the action leaves it
//
// Scripts run with Lua's base and table libraries alone, which is what a script in argocd-cm may count on.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: gitops health|action SCRIPT < resource.json")
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	resource := &unstructured.Unstructured{}
	if err := resource.UnmarshalJSON(input); err != nil {
		return err
	}
	returned, err := execute(args[1], resource.Object)
	if err != nil {
		return err
	}
	if args[0] == "action" {
		return json.NewEncoder(os.Stdout).Encode(returned)
	}
	verdict, err := status.Compute(resource)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"kstatus":       verdict.Status.String(),
		"argocd":        returned["status"],
		"argocdMessage": returned["message"],
	})
}

func execute(script string, object map[string]any) (map[string]any, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		state.Push(state.NewFunction(open))
		state.Push(lua.LString(name))
		state.Call(1, 0)
	}
	state.SetGlobal("obj", toLua(state, object))
	if err := state.DoFile(script); err != nil {
		return nil, err
	}
	returned, ok := fromLua(state.Get(-1)).(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s must return a table", script)
	}
	return returned, nil
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch typed := value.(type) {
	case map[string]any:
		table := state.NewTable()
		for key, member := range typed {
			table.RawSetString(key, toLua(state, member))
		}
		return table
	case []any:
		table := state.NewTable()
		for _, item := range typed {
			table.Append(toLua(state, item))
		}
		return table
	case string:
		return lua.LString(typed)
	case int64:
		return lua.LNumber(typed)
	case float64:
		return lua.LNumber(typed)
	case bool:
		return lua.LBool(typed)
	default:
		return lua.LNil
	}
}

func fromLua(value lua.LValue) any {
	switch typed := value.(type) {
	case *lua.LTable:
		if length := typed.Len(); length > 0 {
			list := make([]any, 0, length)
			for i := 1; i <= length; i++ {
				list = append(list, fromLua(typed.RawGetInt(i)))
			}
			return list
		}
		object := map[string]any{}
		typed.ForEach(func(key, member lua.LValue) { object[key.String()] = fromLua(member) })
		return object
	case lua.LString:
		return string(typed)
	case lua.LNumber:
		return float64(typed)
	case lua.LBool:
		return bool(typed)
	default:
		return nil
	}
}
