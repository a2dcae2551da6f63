package seal

import (
	"strings"
	"testing"
)

func TestPolicyNamesSigners(t *testing.T) {
	a, b, text := twoAuthorities(t)
	own, root := a.Chain[0], b.Chain[1]
	p, err := ParsePolicy([]byte(NewSigner("eve", own, root).String() + text))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Signers) != 1 || len(p.Authorities) != 2 || p.Signers[0].String() != NewSigner("eve", own, root).String() {
		t.Errorf("%d signers, %d authorities: %v", len(p.Signers), len(p.Authorities), p.Signers)
	}
	eve := NewSigner("eve", own).String()
	for what, bad := range map[string]string{
		"has a certificate": "signer eve\nquorum none\n", "ends": "quorum none\nsigner eve\n",
		"is one signer":              "quorum none\n" + eve + NewSigner("adam", own).String(),
		"has a name of its own":      "quorum none\n" + eve + NewSigner("eve", root).String(),
		"is no authority":            text + NewSigner("one", own).String(),
		"stands below its name":      "quorum none\n" + strings.SplitN(eve, "\n", 2)[1],
		"has the certificate's word": "quorum none\nsigner eve\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
	} {
		if _, err := ParsePolicy([]byte(bad)); err == nil {
			t.Errorf("a signer %s: not held to", what)
		}
	}
}
