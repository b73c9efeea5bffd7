// Command gitops says how Argo CD and Flux see an object, so that tests need neither. It reads requests as JSON, one a
// line, from standard input and answers each with one line of JSON.
//
// Argo CD runs Lua with gopher-lua, and so does this, with the same libraries and no others: base, table, package, and an
// "os" that has to be asked for and holds "time" and "date" alone. Flux waits by its own fork of kstatus and evaluates
// healthCheckExprs with its own CEL environment; both are called as the kustomize-controller calls them.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type request struct {
	// What is asked: "lua", "kstatus" or "cel".
	Ask string `json:"ask"`
	// The script, for "lua".
	Script string `json:"script"`
	// The expressions, for "cel".
	Current    string `json:"current"`
	InProgress string `json:"inProgress"`
	Failed     string `json:"failed"`
	// As the API server tells it.
	Object map[string]any `json:"object"`
}

type answer struct {
	// What the script returned.
	Result any `json:"result,omitempty"`
	// A status of kstatus, and what is said of it.
	Status  string `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if err := out.Encode(reply(line)); err != nil {
				os.Exit(1)
			}
		}
		if err != nil {
			return
		}
	}
}

func reply(line []byte) answer {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: "not a request: " + err.Error()}
	}
	// Its numbers are int64 and float64, as a client of Kubernetes has them.
	object := &unstructured.Unstructured{}
	if text, err := json.Marshal(asked.Object); err != nil {
		return answer{Error: err.Error()}
	} else if err := object.UnmarshalJSON(text); err != nil {
		return answer{Error: "not an object: " + err.Error()}
	}
	switch asked.Ask {
	case "lua":
		result, err := runLua(asked.Script, object)
		return answered(answer{Result: result}, err)
	case "kstatus":
		seen, err := kstatus(object)
		return answered(seen, err)
	case "cel":
		seen, err := evaluate(asked, object)
		return answered(seen, err)
	default:
		return answer{Error: fmt.Sprintf("nobody can be asked for %q", asked.Ask)}
	}
}

func answered(given answer, err error) answer {
	if err != nil {
		return answer{Error: err.Error()}
	}
	return given
}
