package main

import (
	"encoding/json"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"

	"constat/report/dossier"
)

// silences FILE PAGE RESULT SECONDS wants one silence of a page in a dossier, with this
// result and at least so long.
func silences(ts *testscript.TestScript, _ bool, args []string) {
	var d dossier.Dossier
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &d))
	least, err := strconv.Atoi(args[3])
	ts.Check(err)
	for _, t := range d.Targets {
		if t.Question.Matter != "" {
			ts.Fatalf("the page %s has an availability", t.Name)
		}
	}
	for _, x := range d.Silences {
		if x.Statement != args[1] {
			continue
		}
		if x.Result != args[2] || x.AtLeast < dossier.Seconds(1000*least) || x.AtMost != nil && *x.AtMost < x.AtLeast || len(x.Leaves) < 3 {
			ts.Fatalf("%+v", x)
		}
		return
	}
	ts.Fatalf("no silence of %s: %+v", args[1], d.Silences)
}
