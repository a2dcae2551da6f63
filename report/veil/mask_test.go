package veil

import (
	"strings"
	"testing"
)

// Only words of the closed list can be left out of a fact, or replaced, and by numbers of
// their sort alone: whoever alters anything else, or adds a key, is found out however it
// is counted.
func TestOnlyWordsOfTheListAreReplaced(t *testing.T) {
	for _, c := range []struct{ path, whole, shown, at string }{
		{"sites[3]", `{"name":"leblanc","commitment":"","members":["7","9"],"address":"192.0.2.1 192.0.2.2","at_least_s":9007199254740993}`, `{"name":"","commitment":"` + strings.Repeat("ab", 32) + `","members":["1","2"],"address":"U1 U2","at_least_s":9007199254740993}`, ""},
		{"others[3]", `{"name":"leblanc","at_least_s":9007199254740993}`, `{"name":"","at_least_s":9007199254740992}`, "sites[].at_least_s"},
		{"sites[3]", `{"name":"leblanc"}`, `{"name":"roy"}`, "sites[].name"},
		{"sites[3]", `{"subgroup":"mail_only"}`, `{"subgroup":"data_lost"}`, "sites[].subgroup"},
		{"sites[3]", `{"members":["7"]}`, `{"members":["1","2"]}`, "sites[].members"},
		{"sites[3]", `{"members":["7"]}`, `{"members":[]}`, "sites[].members"},
		{"sites[3]", `{"losses":[]}`, `{"losses":[{"state":"gone"}]}`, "sites[].losses"},
		{"sites[3].outages[0]", `{"first_bad":"2026-10-04T22:56:00Z","signs":{"network":"LEBLANC INC","cause":"tcp-reset"},"onset_leaves":[{"leaf":3}]}`, `{"first_bad":"2026-10-04T22:56:00Z","signs":{"network":"N1","cause":"tcp-reset"},"onset_leaves":[]}`, ""},
		{"others[3].outages[0]", `{"signs":{"network":"LEBLANC INC","cause":"tcp-reset"}}`, `{"signs":{"cause":"tcp-reset"}}`, ""},
		{"sites[3].outages[0]", `{"first_bad":"2026-10-04T22:56:00Z"}`, `{"first_bad":"2026-10-04T21:56:00Z"}`, "sites[].outages[].first_bad"},
		{"sites[3].outages[0]", `{"signs":{"cause":"tcp-reset"}}`, `{"signs":{}}`, "sites[].outages[].signs.cause"},
		{"groups[0]", `{"signs":{"cause":"tcp-reset","network":"X"},"rows":[{"member":"roy","signs":{"cause":["tcp-reset"],"network":["X"]}}]}`, `{"signs":{"cause":"tcp-reset","network":"N1"},"rows":[{"member":"2","signs":{"cause":["tcp-reset"],"network":["N1"]}}]}`, ""},
		{"groups[0]", `{"signs":{"cause":"tcp-reset"}}`, `{"signs":{"cause":"http-status 503"}}`, "groups[].signs.cause"},
		{"groups[0]", `{"rows":[{"signs":{"cause":["tcp-reset"]}}]}`, `{"rows":[{"signs":{"cause":["http-status 503"]}}]}`, "groups[].rows[].signs.cause[]"},
		{"groups[0]", `{"signs":{}}`, `{"signs":{"after":"replaced"}}`, "groups[].signs.after"},
		{"events[0]", `{"chance":"1/15","doubts":["one-vantage","spread"],"largest":{"member":"roy","sites":3}}`, `{"chance":"1/15","doubts":["one-vantage","spread"],"largest":{"member":"2","sites":3}}`, ""},
		{"events[0]", `{"chance":"1/15"}`, `{"chance":"1/1000000"}`, "events[].chance"},
		{"events[0]", `{"doubts":["one-vantage","spread"]}`, `{"doubts":["spread"]}`, "events[].doubts"},
		{"events[0]", `{"doubts":["one-vantage"]}`, `{"doubts":[]}`, "events[].doubts"},
		{"events[0]", `{"doubts":null}`, `{"doubts":[]}`, "events[].doubts"},
		{"events[0]", `{"commitment":"x"}`, `{"commitment":"x","more":1}`, "events[].more"},
		{"providers", `["whc","leblanc","web"]`, `["whc","web"]`, ""},
		{"providers", `["whc","leblanc"]`, `["leblanc","whc"]`, "providers"},
		{"providers", `["whc"]`, `["whc","other"]`, "providers"},
		{"questions[2]", `{"values":[{"value":"X","members":2}]}`, `{"values":[{"value":"N1","members":2}]}`, ""},
		{"questions[2]", `{"values":[{"value":"tcp-reset","members":2}]}`, `{"values":[{"value":"tcp-timeout","members":2}]}`, "questions[].values[].value"},
		{"untold", `0`, `1`, "untold"},
		{"bundles[0].heads", `[{"leaves":9}]`, `[{"leaves":10}]`, "bundles[].heads[].leaves"},
	} {
		want := ""
		if c.at != "" {
			want = "it differs from the sealed one in " + c.at + ", "
		}
		got := ""
		if err := masks(c.path, []byte(c.whole), []byte(c.shown)); err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s %s: %q, want %q", c.path, c.shown, got, want)
		}
	}
}

// What can be replaced can be left out by the list, and the other way.
func TestTheListsOfWordsAgree(t *testing.T) {
	top := func(path string) string { // the key of its row
		row, rest, ok := strings.Cut(path, "].")
		if !ok {
			return path
		}
		key, _, _ := strings.Cut(strings.TrimPrefix(rest, "outages[]."), ".")
		if strings.HasPrefix(rest, "outages[].") {
			row += "].outages["
		}
		return group(row + "]." + strings.TrimSuffix(strings.TrimSuffix(key, "[]"), "[]"))
	}
	met := map[string]bool{}
	for _, list := range []map[string]bool{emptied, thinned, missing} {
		for path := range list {
			met[top(path)] = true
		}
	}
	for path := range words {
		if path != "sites[]."+addedKey {
			met[top(path)] = true
		}
	}
	for key := range mayLeave {
		if !met[key] {
			t.Errorf("%s can be left out, and no word of it replaced", key)
		}
	}
	for key := range met {
		if _, ok := mayLeave[key]; !ok {
			t.Errorf("words under %s can be replaced, and not left out", key)
		}
	}
}
