package main

import (
	"context"
	"fmt"
	"math"
	"time"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// As long as Argo CD lets a script run.
const patience = time.Second

// runLua gives a script the object as "obj" and returns the table that it returns.
func runLua(script string, object *unstructured.Unstructured) (any, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for _, library := range []struct {
		name string
		open lua.LGFunction
	}{
		{lua.LoadLibName, lua.OpenPackage},
		{lua.BaseLibName, lua.OpenBase},
		{lua.TabLibName, lua.OpenTable},
	} {
		function := lua.P{Fn: state.NewFunction(library.open), NRet: 0, Protect: true}
		if err := state.CallByParam(function, lua.LString(library.name)); err != nil {
			return nil, err
		}
	}
	state.PreloadModule(lua.OsLibName, openSafeOs)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	state.SetContext(ctx)
	state.SetGlobal("obj", toLua(state, object.Object))
	if err := state.DoString(script); err != nil {
		return nil, err
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return nil, fmt.Errorf("expect table output from Lua script, not %s", state.Get(-1).Type())
	}
	return fromLua(table)
}

// openSafeOs leaves of the library "os" what does no harm. The library is opened elsewhere, since opening it makes all of it
// known to "require".
func openSafeOs(state *lua.LState) int {
	elsewhere := lua.NewState()
	defer elsewhere.Close()
	harmless := map[string]lua.LGFunction{}
	for _, name := range []string{"time", "date"} {
		harmless[name] = elsewhere.GetField(elsewhere.GetGlobal(lua.OsLibName), name).(*lua.LFunction).GFunction
	}
	state.Push(state.SetFuncs(state.NewTable(), harmless))
	return 1
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch typed := value.(type) {
	case bool:
		return lua.LBool(typed)
	case string:
		return lua.LString(typed)
	case int64:
		return lua.LNumber(typed)
	case float64:
		return lua.LNumber(typed)
	case []any:
		table := state.CreateTable(len(typed), 0)
		for _, item := range typed {
			table.Append(toLua(state, item))
		}
		return table
	case map[string]any:
		table := state.CreateTable(0, len(typed))
		for key, item := range typed {
			table.RawSetString(key, toLua(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}

// fromLua takes an empty table for an empty list, as Argo CD does.
func fromLua(value lua.LValue) (any, error) {
	switch typed := value.(type) {
	case *lua.LNilType:
		return nil, nil
	case lua.LBool:
		return bool(typed), nil
	case lua.LString:
		return string(typed), nil
	case lua.LNumber:
		if number := float64(typed); number == math.Trunc(number) {
			return int64(number), nil
		}
		return float64(typed), nil
	case *lua.LTable:
		return fromTable(typed)
	default:
		return nil, fmt.Errorf("a %s cannot be written as JSON", value.Type())
	}
}

func fromTable(table *lua.LTable) (any, error) {
	list := []any{}
	if key, _ := table.Next(lua.LNil); key == lua.LNil || key.Type() == lua.LTNumber {
		for at := 1; at <= table.Len(); at++ {
			item, err := fromLua(table.RawGetInt(at))
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		return list, nil
	}
	object := map[string]any{}
	var failed error
	table.ForEach(func(key, item lua.LValue) {
		name, isText := key.(lua.LString)
		converted, err := fromLua(item)
		if !isText {
			err = fmt.Errorf("a key of a table is a %s, and the others are strings", key.Type())
		}
		if err != nil && failed == nil {
			failed = err
		}
		object[string(name)] = converted
	})
	return object, failed
}
