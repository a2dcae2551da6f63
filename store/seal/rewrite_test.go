package seal

import (
	"bytes"
	"crypto"
	"crypto/rand"
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

// resign signs a changed token again, with the key of its signer.
func resign(t *testing.T, n *node, k crypto.Signer) []byte {
	signer := n.kids[1].kids[0].kids[4].kids[0]
	sum := sha256.Sum256(n.kids[1].kids[0].kids[2].kids[1].kids[0].content)
	attributes := &node{tag: tagSet, kids: signer.kids[3].kids}
	attributes.kids[1].kids[1].kids[0].content = sum[:]
	signature, err := k.Sign(rand.Reader, digest(crypto.SHA256, attributes.bytes()), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	signer.kids[5].content = signature
	return n.bytes()
}

// What an authority may not sign.
func TestSignedNonsenseIsRefused(t *testing.T) {
	a := authority(t, key(t), nil)
	stranger := sha256.Sum256(authority(t, key(t), nil).Chain[0].Raw)
	data := func(n *node) *node { return n.kids[1].kids[0] }
	content := func(n *node) *node { return data(n).kids[2].kids[1].kids[0] }
	attribute := func(n *node, i int) *node { return data(n).kids[4].kids[0].kids[3].kids[i].kids[1] }
	for name, c := range map[string]struct {
		want   string
		change func(*node)
	}{
		"":                         {"", func(n *node) {}},
		"another authority's name": {"names another authority", func(n *node) { content(n).replace(t, "stamps", "stampz") }},
		"version of TSTInfo":       {"version of TSTInfo", func(n *node) { content(n).replace(t, "\x02\x01\x01\x06", "\x02\x01\x02\x06") }},
		"accuracy below zero":      {"accuracy", func(n *node) { content(n).replace(t, "\x30\x03\x02\x01\x01", "\x30\x03\x02\x01\xff") }},
		"another content type":     {"signed content type", func(n *node) { attribute(n, 0).kids[0] = oidNode("1.2.840.113549.1.7.1") }},
		"two content types":        {"values of an attribute", func(n *node) { attribute(n, 0).kids = append(attribute(n, 0).kids, attribute(n, 0).kids[0]) }},
		"a certificate not in chain": {"do not lead to the root", func(n *node) {
			list := attribute(n, 2).kids[0].kids[0]
			list.kids = append(list.kids, &node{tag: tagSequence, kids: []*node{{tag: tagOctets, content: stranger[:]}}})
		}},
		"another issuer of its certificate": {"for another certificate", func(n *node) {
			id := attribute(n, 2).kids[0].kids[0].kids[0]
			id.kids = append(id.kids, parseNode(t, issuerSerial(a.Chain[1])))
		}},
		"an attribute twice": {"twice", func(n *node) {
			list := data(n).kids[4].kids[0].kids[3]
			more := parseNode(t, list.kids[2].bytes())
			more.kids[1].kids[0].kids[0].kids[0].kids[0].content[0] ^= 1
			list.kids = append(list.kids, more)
			slices.SortFunc(list.kids, func(x, y *node) int { return bytes.Compare(x.bytes(), y.bytes()) })
		}},
	} {
		tree := parseNode(t, stamp(t, a, stampedTime))
		c.change(tree)
		_, err := CheckToken(resign(t, tree, a.Key), stampedData, rootsOf(a))
		if name == "" && err != nil || name != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
