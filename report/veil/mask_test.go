package veil

import "testing"

// Only words can be left out of a fact, or replaced: whoever alters a figure, or adds a
// key, is found out however it is counted.
func TestOnlyWordsAreReplacedInAFact(t *testing.T) {
	const whole = `{"name":"leblanc","members":["7","9"],"strata":[{"vantages":["levis"],"provider":{"failing":3,"known":9007199254740993}}],"signs":{"network":"LEBLANC INC","cause":"refused"},"also":null,"ends":[1,2],"open":true,"words":["whc","leblanc"]}`
	for _, c := range []struct{ name, shown, at string }{
		{"as it was", whole, ""},
		{"names", `{"name":"","commitment":"ab","members":["1","2"],"strata":[{"vantages":["V1"],"provider":{"failing":3,"known":9007199254740993}}],"signs":{"cause":"refused"},"also":[],"ends":[],"open":true,"words":["whc"]}`, ""},
		{"a figure", `{"strata":[{"vantages":["V1"],"provider":{"failing":4,"known":9007199254740993}}]}`, "strata[0].provider.failing"},
		{"a large figure", `{"strata":[{"vantages":["V1"],"provider":{"failing":3,"known":9007199254740992}}]}`, "strata[0].provider.known"},
		{"a key more", `{"signs":{"statement":"x"}}`, "signs.statement"},
		{"a list more", `{"also":["3"]}`, "also"},
		{"an item more", `{"members":["1","2","3"]}`, "members[0]"},
		{"other items", `{"ends":[2,1]}`, "ends[0]"},
		{"fewer, and another", `{"words":["other"]}`, "words[0]"},
		{"the other way", `{"open":false}`, "open"},
		{"a figure for a word", `{"name":7}`, "name"},
		{"nothing for a figure", `{"open":null}`, "open"},
	} {
		want := ""
		if c.at != "" {
			want = "it differs from the sealed one in " + c.at + ", which no name explains"
		}
		got := ""
		if err := masks([]byte(whole), []byte(c.shown)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}
