package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report/pdf"
	"constat/store/record"
	"constat/store/seal"
)

// What keys certificate writes into the store's folder: the key with its
// certificates, and the certificates alone, to hand out.
const (
	signerName      = "signer.pem"
	certificateName = "certificate.pem"
)

// A certifying is one call of keys certificate.
type certifying struct {
	*options
	subject, from, password string
}

// run makes or takes a certificate, writes it beside the store, names it in the
// folder's policy, and enters that in the log. What cannot be entered is taken
// back.
func (c certifying) run(ctx context.Context) int {
	s, act, err := c.signer(ctx)
	if err != nil {
		return c.fail(err)
	}
	key, cert := filepath.Join(c.folder(), signerName), filepath.Join(c.folder(), certificateName)
	own, err := reach(c.folder())
	if err != nil {
		return c.fail(err)
	}
	defer own.close()
	if err := writeSigner(key, cert, s); err != nil {
		return c.fail(err)
	}
	digest := record.Sum(s.Chain[0].Raw)
	// Nothing of the name: custody entries are shown to everyone, and what
	// stands in the log stays.
	if err := own.append(ctx, custody(act, "", digest)); err != nil {
		return c.fail(errors.Join(fmt.Errorf("enter the certificate in the log: %w; nothing was changed", err), os.Remove(key), os.Remove(cert)))
	}
	if err := nameSigner(c.folder(), s); err != nil {
		return c.fail(err)
	}
	c.print("Clé et certificat : %s. Gardez ce fichier pour vous ; « constat report --sign » s'en sert.\nCertificat à remettre, par un autre chemin que le rapport : %s, et dans %s.\nSHA-256 %s",
		"Key and certificate: %s. Keep this file to yourself; \"constat report --sign\" uses it.\nCertificate to hand out, by another way than the report: %s, and in %s.\nSHA-256 %s",
		key, cert, filepath.Join(c.folder(), "policy"), digest)
	return 0
}

func (c certifying) signer(ctx context.Context) (s pdf.Signer, act string, err error) {
	switch {
	case (c.subject == "") == (c.from == ""):
		return s, "", errors.New(say("donnez --subject \"CN=nom,O=organisme\" pour un nouveau certificat, ou --import FICHIER pour celui d'une autorité",
			`say --subject "CN=name,O=organization" for a new certificate, or --import FILE for that of an authority`).In(c.lang()))
	case c.from != "":
		s, err = loadSigner(ctx, c.from, c.password, c.lang())
		return s, "certificate-imported", err
	}
	who, err := parseSubject(c.subject)
	if err != nil {
		return s, "", err
	}
	s, err = makeSigner(who, time.Now())
	return s, "certificate-created", err
}

// parseSubject reads "CN=Ève Côté,O=Terreciel,C=CA,E=eve@example.org". A comma
// that belongs to a name follows a backslash (RFC 4514, section 2.4).
func parseSubject(text string) (who signatory, err error) {
	fields := map[string]*string{"CN": &who.name, "O": &who.organization, "C": &who.country, "E": &who.email}
	for _, part := range splitSubject(text) {
		name, value, ok := strings.Cut(part, "=")
		field := fields[strings.ToUpper(strings.TrimSpace(name))]
		if !ok || field == nil || *field != "" {
			return who, fmt.Errorf("subject %q: %q is not CN=, O=, C= or E=, each once; a comma within a name is written \\,", text, part)
		}
		*field = strings.TrimSpace(value)
	}
	return who, who.check()
}

func splitSubject(text string) (parts []string) {
	part := ""
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text):
			i++
			part += text[i : i+1]
		case text[i] == ',':
			parts, part = append(parts, part), ""
		default:
			part += text[i : i+1]
		}
	}
	return append(parts, part)
}

// nameSigner adds the signer's own certificate to the folder's policy, which
// the operator hands out.
func nameSigner(dir string, s pdf.Signer) error {
	path := filepath.Join(dir, "policy")
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read policy: %w", err)
	}
	p, err := seal.ParsePolicy(text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	name := "signer"
	for n := 2; slices.ContainsFunc(p.Signers, func(have *seal.Signer) bool { return have.Name == name }); n++ {
		name = fmt.Sprintf("signer-%d", n)
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	text = append(text, seal.NewSigner(name, s.Chain[0]).String()...)
	if _, err := seal.ParsePolicy(text); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return writeWhole(path, text, true)
}
