package seal

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
)

// What an attacker can do to a token with DER at hand.
func TestRewrittenTokenIsRefused(t *testing.T) {
	a := authority(t, key(t), nil)
	token := stamp(t, a, stampedTime)
	if got := parseNode(t, token).bytes(); !bytes.Equal(got, token) {
		t.Fatal("the editor of this test changes tokens")
	}
	ca := key(t)
	twin := issue(t, "stamps", a.Key, ca, issue(t, "root", ca, ca, nil, nil), nil)
	other := authority(t, key(t), nil)
	data := func(n *node) *node { return n.kids[1].kids[0] }
	signer := func(n *node) *node { return data(n).kids[4].kids[0] }
	content := func(n *node) *node { return data(n).kids[2].kids[1].kids[0] }
	for name, c := range map[string]struct {
		want   string
		change func(*node)
	}{
		"no certificates":    {"no certificates", func(n *node) { data(n).drop(3) }},
		"empty certificates": {"not in the token", func(n *node) { data(n).kids[3].kids = nil }},
		"two signers":        {"signers", func(n *node) { data(n).kids[4].kids = append(data(n).kids[4].kids, signer(n)) }},
		"no signer":          {"signer", func(n *node) { data(n).kids[4].kids = nil }},
		"time altered":       {"not what was signed", func(n *node) { content(n).replace(t, "20110301120000.25Z", "20110301120001.25Z") }},
		"accuracy altered":   {"not what was signed", func(n *node) { content(n).replace(t, "\x30\x03\x02\x01\x01", "\x30\x03\x02\x01\x02") }},
		"imprint altered": {"other data", func(n *node) {
			sum := sha256.Sum256(stampedData)
			content(n).replace(t, string(sum[:]), strings.Repeat("x", 32))
		}},
		"certificate of the same key": {"for another certificate", func(n *node) {
			data(n).kids[3].kids = []*node{parseNode(t, twin.Raw)}
			signer(n).kids[1].kids[1] = parseNode(t, derInt(twin.SerialNumber))
		}},
		"certificate of another": {"for another certificate", func(n *node) {
			data(n).kids[3].kids = []*node{parseNode(t, other.Chain[0].Raw)}
			signer(n).kids[1].kids[1] = parseNode(t, derInt(other.Chain[0].SerialNumber))
		}},
		"certificate twice":           {"two certificates", func(n *node) { data(n).kids[3].kids = append(data(n).kids[3].kids, data(n).kids[3].kids[0]) }},
		"revocation lists":            {"revocation lists", func(n *node) { data(n).insert(4, &node{tag: tagContext1}) }},
		"unsigned attributes":         {"unsigned attributes", func(n *node) { signer(n).kids = append(signer(n).kids, &node{tag: tagContext1}) }},
		"attributes in another order": {"order of DER", func(n *node) { slices.Reverse(signer(n).kids[3].kids) }},
		"attribute dropped":           {"not there", func(n *node) { signer(n).kids[3].drop(0) }},
		"certificate not signed for":  {"does not sign which", func(n *node) { signer(n).kids[3].drop(2) }},
		"SHA-384 announced":           {"announced", func(n *node) { data(n).kids[1].kids[0].kids[0].content[8] = 2 }},
		"SHA-1":                       {"not SHA-256", func(n *node) { signer(n).kids[2].kids[0] = oidNode("1.3.14.3.2.26") }},
		"version of SignedData":       {"version", func(n *node) { data(n).kids[0].content[0] = 1 }},
		"version of the signer":       {"version", func(n *node) { signer(n).kids[0].content[0] = 3 }},
		"not a token":                 {"content type", func(n *node) { n.kids[0] = oidNode("1.2.840.113549.1.7.1") }},
		"not a TSTInfo":               {"type of the", func(n *node) { data(n).kids[2].kids[0] = oidNode("1.2.840.113549.1.7.1") }},
		"ECDSA with NULL":             {"signature algorithm", func(n *node) { signer(n).kids[4].kids = append(signer(n).kids[4].kids, &node{tag: tagNull}) }},
		"parameters of a hash": {"digest algorithm", func(n *node) {
			data(n).kids[1].kids[0].kids = append(data(n).kids[1].kids[0].kids, &node{tag: tagInteger, content: []byte{0}})
		}},
	} {
		tree := parseNode(t, token)
		c.change(tree)
		if _, err := CheckToken(tree.bytes(), stampedData, rootsOf(a)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
