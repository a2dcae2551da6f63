package loss

import "testing"

func TestAPathInAnotherSpellingIsNotGone(t *testing.T) {
	nfc, nfd := "r\u00e9sum\u00e9.txt", "re\u0301sume\u0301.txt"
	for name, c := range map[string]struct {
		lists         [][]string
		gone, unknown int64
	}{
		"other case, altered":                {[][]string{{"Index.html=A"}, {"index.html=X"}, {"index.html=X"}}, 0, 1},
		"other case, in the confirming list": {[][]string{{"Index.html=A", "k=K"}, {"k=K"}, {"index.html=X", "k=K"}}, 0, 1},
		"accents written apart, altered":     {[][]string{{nfc + "=A"}, {nfd + "=X"}, {nfd + "=X"}}, 0, 1},
		"accents and case":                   {[][]string{{"d/\u00c9t\u00e9=A"}, {"d/e\u0301te\u0301=X"}, {"d/e\u0301te\u0301=X"}}, 0, 1},
		"a folder in other case":             {[][]string{{"Photos/a=A"}, {"photos/a=X"}, {"photos/a=X"}}, 0, 1},
		"later":                              {[][]string{{"k=K"}, {"A=A", "k=K"}, {"a=X", "k=K"}, {"a=X", "k=K"}}, 0, 1},
		"both there before":                  {[][]string{{"a=X", "A=A"}, {"a=X"}, {"a=X"}}, 1, 0},
		"both there before, later":           {[][]string{{"k=K"}, {"a=X", "A=A", "k=K"}, {"a=X", "k=K"}, {"a=X", "k=K"}}, 1, 0},
		"a slash more":                       {[][]string{{"p//a=A"}, {"p/a=X"}, {"p/a=X"}}, 0, 1},
		"a slash less":                       {[][]string{{"p/a=A"}, {"p//a=X"}, {"p//a=X"}}, 0, 1},
		"a detour":                           {[][]string{{"q/../p/a=A"}, {"p/a=X"}, {"p/a=X"}}, 0, 1},
		"a step in place":                    {[][]string{{"p/./a=A"}, {"p/a=X"}, {"p/a=X"}}, 0, 1},
		"from the root":                      {[][]string{{"/srv/a=A"}, {"srv/a=X"}, {"srv/a=X"}}, 0, 1},
		"the other slash":                    {[][]string{{"p\\a=A"}, {"p/a=X"}, {"p/a=X"}}, 0, 1},
		"Latin-1":                            {[][]string{{"caf\xe9=A"}, {"caf\u00e9=X"}, {"caf\u00e9=X"}}, 0, 1},
		"into Latin-1, accents apart":        {[][]string{{"Cafe\u0301=A"}, {"caf\xe9=X"}, {"caf\xe9=X"}}, 0, 1},
		"sharp s":                            {[][]string{{"stra\u00dfe=A"}, {"STRASSE=X"}, {"STRASSE=X"}}, 0, 1},
		"a dot file":                         {[][]string{{".a=A"}, {"a=X"}, {"a=X"}}, 1, 0},
		"three dots":                         {[][]string{{"p/.../a=A"}, {"p/a=X"}, {"p/a=X"}}, 1, 0},
		"another name":                       {[][]string{{"a=A"}, {"b=X"}, {"b=X"}}, 1, 0},
		"the same content":                   {[][]string{{"Index.html=A"}, {"index.html=A"}, {"index.html=A"}}, 0, 0},
	} {
		h := history(t, lists(t, c.lists...)...)
		if g, u := total(h, func(t Tally) Amount { return t.Gone }).Files, total(h, func(t Tally) Amount { return t.Unknown }).Files; g != c.gone || u != c.unknown {
			t.Errorf("%s: %d gone, %d unknown, want %d, %d", name, g, u, c.gone, c.unknown)
		}
	}
}
