package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/store/seal"
)

// evidence draws the bundles: that of Paris goes into that of Saguenay, so
// that one file carries both logs. The policy names both keys.
func (d *demonstration) evidence(ctx context.Context) error {
	var with []string
	for i := len(demoVantages) - 1; i >= 0; i-- {
		name := demoVantages[i]
		to := d.path("vantages", name, "bundle.zip")
		if i == 0 {
			to = d.path("bundle.zip")
		}
		args := append([]string{"--config", d.path("vantages", name, "constat.yaml"), "-o", to}, with...)
		if err := d.constat(ctx, "bundle", args...); err != nil {
			return err
		}
		with = append(with, "--with", to)
	}
	return d.policy()
}

// policy joins what each vantage's own policy says, the witness's key and the
// authorities' roots.
func (d *demonstration) policy() error {
	var b bytes.Buffer
	b.WriteString("# À qui le lecteur de la démonstration croit : les journaux, le témoin, les autorités.\n" +
		"# Whom the reader of the demonstration believes: the logs, the witness, the authorities.\n")
	for _, name := range demoVantages {
		text, err := os.ReadFile(d.path("vantages", name, "policy"))
		if err != nil {
			return err
		}
		for line := range bytes.Lines(text) {
			if bytes.HasPrefix(line, []byte("log ")) {
				b.Write(line)
			}
		}
	}
	fmt.Fprintf(&b, "witness %[1]s %[2]s\nquorum %[1]s\n", demoWitness, d.witness.Key())
	signer, err := os.ReadFile(d.signer("policy"))
	if err != nil {
		return err
	}
	if p, err := seal.ParsePolicy(signer); err != nil {
		return err
	} else if len(p.Signers) == 1 {
		b.WriteString(p.Signers[0].String())
	}
	for i, a := range d.authorities {
		fmt.Fprintf(&b, "authority %s\n%s", authorityNames[i], a.Root())
	}
	return writeWhole(d.path("policy"), b.Bytes(), true)
}

// certificate makes the certificate that signs the reports, in the first
// vantage's folder. It says what it is.
func (d *demonstration) certificate(ctx context.Context) error {
	if err := d.constat(ctx, "keys", "certificate", "--subject", "CN=Démonstration - Demonstration,O=constat", "--config", d.signer("constat.yaml")); err != nil {
		return err
	}
	text, err := os.ReadFile(d.signer(certificateName))
	if err != nil {
		return err
	}
	return writeWhole(d.path(certificateName), text, true)
}

// signer is a file beside the key that signs the reports.
func (d *demonstration) signer(name string) string {
	return d.path("vantages", demoVantages[0], name)
}

// reports makes the report in both languages, signed and stamped, and its facts
// as JSON.
func (d *demonstration) reports(ctx context.Context) error {
	for _, args := range [][]string{
		{"-o", d.path("rapport.pdf"), "--lang", "fr", "--declarations", d.path("declarations-fr.pdf"), "--json", d.path("dossier.json")},
		{"-o", d.path("report.pdf"), "--lang", "en", "--declarations", d.path("declarations-en.pdf")},
	} {
		args = append(args, "--policy", d.path("policy"), "--terms", d.path(demoTerms), "--sign", d.signer(signerName), d.path("bundle.zip"))
		for _, a := range d.authorities {
			args = append(args, "--stamp", a.URL())
		}
		if err := d.constat(ctx, "report", args...); err != nil {
			return err
		}
	}
	return nil
}

// compare holds the dossier against what the provider did, and leaves that
// beside it.
func (d *demonstration) compare(acts []demo.Act) (comparison, error) {
	truth, err := json.MarshalIndent(acts, "", "  ")
	if err != nil {
		return comparison{}, err
	}
	if err := writeWhole(d.path("provider.json"), append(truth, '\n'), true); err != nil {
		return comparison{}, err
	}
	text, err := os.ReadFile(d.path("dossier.json"))
	if err != nil {
		return comparison{}, err
	}
	var dossier dossier.Dossier
	if err := json.Unmarshal(text, &dossier); err != nil {
		return comparison{}, fmt.Errorf("read dossier: %w", err)
	}
	return compare(&dossier, acts), nil
}
