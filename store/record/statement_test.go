package record

import "testing"

// TestAStatementIsAskedInItsOneWay: what no vantage asks is not read.
func TestAStatementIsAskedInItsOneWay(t *testing.T) {
	good := Target{Name: "status", Interval: 3000, Question: Question{Kind: AskStatement, URL: "https://status.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20, Matter: MatterStatus}}
	if _, err := Encode(good); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*Target){
		"no matter":                func(t *Target) { t.Question.Matter = "" },
		"a matter of its own":      func(t *Target) { t.Question.Matter = "gossip" },
		"the matter of a page":     func(t *Target) { t.Question.Kind = "http" },
		"by HEAD":                  func(t *Target) { t.Question.Method = "HEAD" },
		"with a condition":         func(t *Target) { t.Question.Conditions = []string{"[STATUS] == 200"} },
		"of which nothing is read": func(t *Target) { t.Question.BodyLimit = 0 },
		"as a control":             func(t *Target) { t.Control = true },
	} {
		bad := good
		edit(&bad)
		leaf := encodeUnchecked(t, bad)
		if _, err := Decode(leaf); err == nil {
			t.Errorf("%s: read", name)
		}
	}
	if SchemeKind("https") != "http" || SchemeKind("http") != "http" {
		t.Error("an address alone is taken for a statement")
	}
}

func encodeUnchecked(t *testing.T, e Target) []byte {
	t.Helper()
	return append([]byte("constat/1 target\n"), append(encodeJSON(e), '\n')...)
}
