package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// keysCmd shows the verifier keys and the policy to hand to the reader,
// replaces the log's key, or makes the certificate that signs reports.
func keysCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("keys", stdout, stderr)
	c := certifying{options: o}
	o.StringVar(&c.subject, "subject", "", "of keys certificate: `subject`, CN=name,O=organization,C=country,E=e-mail")
	o.StringVar(&c.from, "import", "", "of keys certificate: `file` of key and certificate of an authority, PEM or PKCS #12")
	o.StringVar(&c.password, "password-file", "", "`file` with the password of a PKCS #12 file, on its first line")
	reason := o.String("reason", "", "of keys succeed: `reason`, rotation, theft, loss")
	help := say("[succeed --reason rotation|theft|loss | certificate --subject \"CN=NOM,O=ORGANISME\" | certificate --import FICHIER]\n\nMontre la politique : les clés publiques que le lecteur de vos preuves doit recevoir par un autre chemin qu'elles.\nsucceed : ferme le journal et en ouvre un autre sous une nouvelle clé ; le service doit être arrêté.\ncertificate : fait une clé et un certificat pour signer les rapports, ou prend ceux d'une autorité.",
		"[succeed --reason rotation|theft|loss | certificate --subject \"CN=NAME,O=ORGANIZATION\" | certificate --import FILE]\n\nShows the policy: the public keys that the reader of your evidence must receive by another way than the evidence.\nsucceed: closes the log and begins another under a new key; the daemon must be stopped.\ncertificate: makes a key and a certificate to sign reports with, or takes those of an authority.")
	if code, done := o.parse(args, help, 0, 1); done {
		return code
	}
	switch {
	case o.Arg(0) == "certificate":
		return c.run(ctx)
	case o.Arg(0) == "succeed":
		return succeed(ctx, o, *reason)
	case o.NArg() > 0:
		return o.fail(errors.New(say("%q : seuls « succeed » et « certificate » suivent « keys »", `%q: only "succeed" and "certificate" follow "keys"`, o.Arg(0)).In(o.lang())))
	}
	text, err := os.ReadFile(filepath.Join(o.folder(), policyName))
	if err != nil {
		return o.fail(fmt.Errorf("read policy: %w; constat init makes one", err))
	}
	fmt.Fprintf(stdout, "%s", text)
	return 0
}
