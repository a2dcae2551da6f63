package main

import (
	"context"
	"embed"
	"fmt"
	"os"
	"strings"
	"time"

	"filippo.io/age"

	"constat/store/registry"
)

// The members of the demonstration, as they send themselves in. All fictional.
//
//go:embed demo/members/*.json
var demoMembers embed.FS

// What their claim is about.
//
//go:embed demo/about.yaml
var demoAbout []byte

const demoClaim = "hebergeur-demo"

// demoRegister is what the demonstration's register holds.
type demoRegister struct{ members, complete, vouchers int }

// claim registers three members to a key made for the occasion, has one complete the file, and
// exports them as counsel would.
func (d *demonstration) claim(ctx context.Context) error {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	key := d.path("counsel-identity.txt")
	text := "# La clé secrète d'un avocat imaginaire : elle n'existe que pour cette démonstration.\n" +
		"# The secret key of an imaginary lawyer: it exists for this demonstration only.\n" + identity.String() + "\n"
	if err := writeWhole(key, []byte(text), true); err != nil {
		return err
	}
	members, err := d.receive()
	if err != nil {
		return err
	}
	if err := writeWhole(d.path("about.yaml"), demoAbout, true); err != nil {
		return err
	}
	config := []string{"--config", d.path("constat.yaml")} // claims lie beside it; it need not exist
	for _, args := range [][]string{
		{"new", demoClaim, "--recipient", identity.Recipient().String(), "--about", d.path("about.yaml")},
		append([]string{"add", demoClaim}, members...),
	} {
		if err := d.constat(ctx, "claim", append(config, args...)...); err != nil {
			return err
		}
	}
	receipt, err := d.comesBack()
	if err != nil {
		return err
	}
	for _, args := range [][]string{
		{"receipt", demoClaim, "1", string(receipt)},
		{"export", demoClaim, "--identity", key, "-o", d.path("members.csv")},
		{"export", demoClaim, "--identity", key, "-o", d.path("members.json")},
		{"export", demoClaim, "--identity", key, "-o", d.path("members.xlsx")},
		{"export", demoClaim, "--identity", key, "-o", d.path("members.pdf")},
		{"vouchers", demoClaim, "--identity", key, "-o", d.path("vouchers")},
	} {
		if err := d.constat(ctx, "claim", append(config, args...)...); err != nil {
			return err
		}
	}
	return d.count()
}

// comesBack has the first member go on as one does on the form: the rest of the answers, the
// signature, and a voucher. It gives the digest of the first receipt.
func (d *demonstration) comesBack() (registry.Digest, error) {
	c, err := registry.Open(d.path(claimsName), demoClaim)
	if err != nil {
		return "", err
	}
	about, err := c.About()
	if err != nil {
		return "", err
	}
	entries, err := c.List()
	if err != nil {
		return "", err
	}
	p, err := c.Place(1)
	if err != nil {
		return "", err
	}
	now := time.Now()
	rest := fmt.Sprintf(`{"consent": {"text_version": %q, "at": %[2]q}, "representation": {"status": "info_only"}, "attestation": {"signed_name": "Maëlle Gagné-Fortin", "at": %[2]q}}`, about.Consent.Version(), now.UTC().Format(time.RFC3339))
	if _, err := p.Complete([]byte(rest), [32]byte{1}, now); err != nil {
		return "", err
	}
	_, err = p.Take(registry.VoucherName{Name: "réservations.csv", Type: "text/csv", Head: "lost_sales"}, strings.NewReader("nuit;panier\r\n2025-12-24;22,71\r\n2025-12-31;22,71\r\n"), now)
	return entries[0].SHA256, err
}

// count notes what the register holds, as anybody can tell without the key.
func (d *demonstration) count() error {
	c, err := registry.Open(d.path(claimsName), demoClaim)
	if err != nil {
		return err
	}
	entries, err := c.List()
	if err != nil {
		return err
	}
	for _, e := range entries {
		p, err := c.Place(e.MemberNo)
		if err != nil {
			return err
		}
		missing, err := p.Missing()
		if err != nil {
			return err
		}
		parts, err := c.Parts(e.MemberNo)
		if err != nil {
			return err
		}
		for _, part := range parts {
			if part.Kind == registry.PartVoucher {
				d.register.vouchers++
			}
		}
		if d.register.members++; missing.Percent == 100 {
			d.register.complete++
		}
	}
	return nil
}

// receive puts the members' files where they can be read.
func (d *demonstration) receive() (paths []string, err error) {
	if err := os.Mkdir(d.path("members"), 0o700); err != nil {
		return nil, err
	}
	list, err := demoMembers.ReadDir("demo/members")
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		text, err := demoMembers.ReadFile("demo/members/" + e.Name())
		if err != nil {
			return nil, err
		}
		to := d.path("members", e.Name())
		if err := writeWhole(to, text, true); err != nil {
			return nil, err
		}
		paths = append(paths, to)
	}
	return paths, nil
}
