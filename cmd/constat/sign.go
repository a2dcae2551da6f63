package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"constat/report/pdf"
	"constat/store/anchor"
	"constat/store/seal"
)

// signing returns what makes the file to hand out of a report: it is left as
// it is where no signature is asked for. The key is read before the report is
// made, so that a wrong password is told at once.
func (r reporting) signing(ctx context.Context, policy *seal.Policy) (func([]byte) ([]byte, error), error) {
	switch {
	case r.sign == "" && (len(r.stamps) > 0 || r.password != ""):
		return nil, errors.New("--stamp and --password-file go with --sign FILE")
	case r.sign == "":
		return func(file []byte) ([]byte, error) { return file, nil }, nil
	case r.pdf == "":
		return nil, errors.New("--sign signs the PDF; say -o FILE.pdf")
	}
	s, err := loadSigner(ctx, r.sign, r.password, r.lang)
	if err != nil {
		return nil, err
	}
	if len(r.stamps) > 0 {
		s.Stamp = stamper{policy, r.stamps, s}.stamp
	}
	return func(file []byte) ([]byte, error) {
		s.At = time.Now().Truncate(time.Second)
		signed, _, err := pdf.Sign(ctx, file, s)
		return signed, err
	}, nil
}

// A stamper has signatures stamped by the first of its authorities that does.
type stamper struct {
	policy *seal.Policy
	urls   []string
	signer pdf.Signer
}

// stamp asks each authority once, in turn.
func (s stamper) stamp(ctx context.Context, signature []byte) ([]byte, error) {
	var errs []error
	client := anchor.NewClient()
	for _, url := range s.urls {
		token, err := s.ask(ctx, client, url, signature)
		if err == nil {
			return token, nil
		}
		errs = append(errs, err)
	}
	return nil, fmt.Errorf("%w; nothing was written: try again, name another authority, or leave --stamp out", errors.Join(errs...))
}

// ask takes no stamp that the reader of the report could not believe: its
// chain is judged where the policy names authorities.
func (s stamper) ask(ctx context.Context, client *http.Client, url string, signature []byte) ([]byte, error) {
	a, err := anchor.Ask(ctx, client, url, signature)
	if err != nil {
		return nil, err
	}
	if s.policy != nil && len(s.policy.Authorities) > 0 {
		if _, _, err := s.policy.CheckToken(a.Token, signature); err != nil {
			return nil, fmt.Errorf("ask %q: the policy does not vouch for it: %w", url, err)
		}
	}
	if leaf := s.signer.Chain[0]; a.Stamp.Time.Before(leaf.NotBefore) || a.Stamp.Time.After(leaf.NotAfter) {
		return nil, fmt.Errorf("ask %q: it says %s, when the certificate is not valid; one of the two clocks is wrong", url, a.Stamp.Time.Format(time.RFC3339))
	}
	return a.Token, nil
}

// loadSigner reads a key with its certificates from one file: PEM, or PKCS
// #12, whose password is asked for where it has one and no file gives it.
func loadSigner(ctx context.Context, path, passwordFile, lang string) (pdf.Signer, error) {
	b, err := readPrivate(path)
	if err != nil {
		return pdf.Signer{}, err
	}
	if bytes.Contains(b, []byte("-----BEGIN ")) {
		return loadPEM(path, path)
	}
	if passwordFile != "" {
		password, err := readPassword(passwordFile)
		if err != nil {
			return pdf.Signer{}, err
		}
		return loadPKCS12(path, password)
	}
	s, err := loadPKCS12(path, "")
	if !errors.Is(err, errPassword) {
		return s, err
	}
	password, err := askPassword(ctx, path, lang)
	if err != nil {
		return s, err
	}
	return loadPKCS12(path, password)
}

// readPassword is the first line of a file that nobody else may read.
func readPassword(path string) (string, error) {
	b, err := readPrivate(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

// askPassword asks on the terminal, which does not show what is typed.
func askPassword(ctx context.Context, path, lang string) (string, error) {
	if fi, err := os.Stdin.Stat(); err != nil || fi.Mode()&os.ModeCharDevice == 0 {
		return "", fmt.Errorf("%q has a password; give a file with --password-file", path)
	}
	fmt.Fprint(os.Stderr, say("mot de passe de %s : ", "password of %s: ", path).In(lang))
	if err := echo(false); err != nil {
		return "", fmt.Errorf("hide the password: %w; give a file with --password-file", err)
	}
	defer func() { _ = echo(true); fmt.Fprintln(os.Stderr) }()
	type answer struct {
		line string
		err  error
	}
	typed := make(chan answer, 1)
	go func() {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if errors.Is(err, io.EOF) && line != "" {
			err = nil
		}
		typed <- answer{strings.TrimRight(line, "\r\n"), err}
	}()
	select {
	case a := <-typed:
		return a.line, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// echo says whether the terminal shows what is typed (POSIX, stty).
func echo(on bool) error {
	c := exec.Command("stty", map[bool]string{true: "echo", false: "-echo"}[on])
	c.Stdin = os.Stdin
	return c.Run()
}
