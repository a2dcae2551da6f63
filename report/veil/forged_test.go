package veil

import (
	"bytes"
	"strings"
	"testing"
)

// forged lists facts as a program without scruples does: whatever differs is committed
// to, and counted as it comes.
func forged(t *testing.T, sealed, public string) *Facts {
	t.Helper()
	whole, err := split([]byte(sealed))
	if err != nil {
		t.Fatal(err)
	}
	shown, err := split([]byte(public))
	if err != nil {
		t.Fatal(err)
	}
	f := new(Facts)
	for i, c := range shown {
		r := Row{Path: c.path}
		if c.path != ownPath && !bytes.Equal(c.text, whole[i].text) {
			if r.Left, err = leftOf(whole[i].text, c.text); err != nil {
				t.Fatal(err)
			}
			r.Commitment = commit(saltsOf([]byte(sealed))(c.path), whole[i].text)
		}
		r.Leaf = r.leaf(c.text)
		f.Rows = append(f.Rows, r)
	}
	if f.Root, err = rootOf(f.Rows); err != nil {
		t.Fatal(err)
	}
	return f
}

// opened opens facts of a list however it was made.
func opened(t *testing.T, f *Facts, sealed, public string, paths ...string) error {
	t.Helper()
	o := &opener{f: f, sealed: map[string][]byte{}, shown: map[string][]byte{}, want: map[string]bool{}}
	for text, into := range map[string]map[string][]byte{sealed: o.sealed, public: o.shown} {
		cells, err := split([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cells {
			into[c.path] = c.text
		}
	}
	for _, p := range paths {
		o.want[p] = true
	}
	out, err := o.opening(saltsOf([]byte(sealed)))
	if err != nil {
		t.Fatal(err)
	}
	_, err = out.Check()
	return err
}

// Who makes a list of altered facts, and commits to the true ones, is found out by an
// opening of them, and by the list alone where more differs than names can.
func TestAForgedListIsFoundOut(t *testing.T) {
	for _, x := range []struct {
		name, sealed, public string
		open                 []string
		made                 bool   // our own program makes such a list
		list                 string // what the list alone shows
		opening              string
	}{
		{"a sign more", `{"groups":[{"number":1,"signs":{}}]`, `{"groups":[{"number":1,"signs":{"after":"replaced"}}]`, []string{"groups[0]"}, false, "", "groups[0]: it differs from the sealed one in groups[].signs.after"},
		{"a key more", `{"sites":[{"number":1}]`, `{"sites":[{"number":1,"at_least_s":86400}]`, []string{"sites[0]"}, false, "", "it differs from the sealed one in sites[].at_least_s"},
		{"figures among names", `{"events":[{"number":1,"largest":{"member":"Leblanc","sites":9},"strata":[{"vantages":["a"],"provider":{"failing":2,"known":40}}]}]`,
			`{"events":[{"number":1,"largest":{"member":"1","sites":1},"strata":[{"vantages":["V1"],"provider":{"failing":40,"known":40}}]}]`, []string{"events[0]"}, false,
			"figure events[0].largest, figure events[0].strata", "in events[]."},
		{"a figure logged as left out", `{"sites":[{"number":1,"at_least_s":60}]`, `{"sites":[{"number":1,"at_least_s":86400}]`, []string{"sites[0]"}, false, "figure sites[].at_least_s", "in sites[].at_least_s"},
		{"a large figure", `{"sites":[{"number":1,"bytes":9007199254740993}]`, `{"sites":[{"number":1,"bytes":9007199254740992}]`, []string{"sites[0]"}, false, "figure sites[].bytes", "in sites[].bytes"},
		{"one number for two firms", `{"sites":[{"number":1,"members":["Leblanc"]},{"number":2,"members":["Tremblay"]}]`, `{"sites":[{"number":1,"members":["7"]},{"number":2,"members":["7"]}]`, []string{"sites[0]", "sites[1]"}, true, "", `"7" stands for two names`},
		{"one firm under two numbers", `{"sites":[{"number":1,"members":["Roy"]},{"number":2,"members":["Roy"]}]`, `{"sites":[{"number":1,"members":["7"]},{"number":2,"members":["8"]}]`, []string{"sites[0]", "sites[1]"}, true, "", `"7" and "8" stand for one name`},
		{"as it should be", `{"sites":[{"number":1,"members":["Roy inc.","7"],"address":"192.0.2.1 192.0.2.2"},{"number":2,"members":["Roy inc."],"address":"192.0.2.2"}]`,
			`{"sites":[{"number":1,"members":["2","1"],"address":"U1 U2"},{"number":2,"members":["2"],"address":"U2"}]`, []string{"sites[0]", "sites[1]"}, true, "", ""},
	} {
		own := `,"public":{"hidden":[]}}`
		if strings.Contains(x.public, "U1") {
			own = `,"public":{"hidden":[{"key":"sites[].address","count":3}]}}`
		}
		sealed, public := x.sealed+own, x.public+own
		if _, err := Make([]byte(sealed), []byte(public)); (err == nil) != x.made {
			t.Errorf("%s: made: %v", x.name, err)
		}
		f := forged(t, sealed, public)
		faults, err := f.Check([]byte(public))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, fault := range faults {
			if fault.What == "figure" {
				all = append(all, "figure "+fault.Path)
			}
		}
		if got := strings.Join(all, ", "); got != x.list {
			t.Errorf("%s: the list shows %q, want %q", x.name, got, x.list)
		}
		if err := opened(t, f, sealed, public, x.open...); (err == nil) != (x.opening == "") || err != nil && !strings.Contains(err.Error(), x.opening) {
			t.Errorf("%s: opened: %v, want %q", x.name, err, x.opening)
		}
	}
}
