package seal

import (
	"strings"
	"testing"
)

// EN 319 422, section 9.1: the token itself says that it is qualified.
func TestQualifiedIsTheTokensWord(t *testing.T) {
	says := func(oid string) []byte {
		return derOf(tagContext1, derOf(tagSequence, oidNode("1.3.6.1.5.5.7.1.3").bytes(),
			derOf(tagOctets, derOf(tagSequence, derOf(tagSequence, oidNode(oid).bytes())))))
	}
	token, _, _ := vector(t, "ecdsa")
	s, err := parseSigned(token)
	if err != nil {
		t.Fatal(err)
	}
	for oid, want := range map[string]bool{"0.4.0.19422.1.1": true, "0.4.0.1862.1.1": false} {
		tree := parseNode(t, s.content)
		tree.kids = append(tree.kids, parseNode(t, says(oid)))
		info, err := parseTSTInfo(tree.bytes())
		if err != nil || info.qualified != want {
			t.Errorf("%s: %v, %v", oid, info, err)
		}
	}
	critical := parseNode(t, says("0.4.0.19422.1.1"))
	critical.kids[0].insert(1, &node{tag: tagBoolean, content: []byte{0xff}})
	tree := parseNode(t, s.content)
	tree.kids = append(tree.kids, critical)
	if _, err := parseTSTInfo(tree.bytes()); err == nil || !strings.Contains(err.Error(), "critical") {
		t.Error(err)
	}
}

// A time has one form.
func TestTimeHasOneForm(t *testing.T) {
	for text, good := range map[string]bool{
		"20110301120000Z": true, "20110301120000.5Z": true, "20110301120000.123456789Z": true,
		"20110301120000.50Z": false, "20110301120000.Z": false, "20110301120000,5Z": false, "20110301120000": false,
		"201103011200Z": false, "20110301120000+0100": false, "20110301120060Z": false, "20110229120000Z": false,
		"20110301120000.1234567891Z": false, "20110301120000.0Z": false, "00010101000000Z": false, "2011030112000 Z": false,
	} {
		d := newDER(derOf(tagTime, []byte(text)))
		d.time("time")
		if (*d.err == nil) != good {
			t.Errorf("%s: %v", text, *d.err)
		}
	}
}
