package main

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/report"
	"constat/report/pdf"
	"constat/store"
	"constat/store/record"
	"constat/store/seal"
)

// An exhibit is a small bundle and all that signs a report of it: two
// authorities that stamped the log, and a signer.
type exhibit struct {
	t           *testing.T
	dir         string
	authorities []*demo.Authority
	signer      pdf.Signer
	from        time.Time
}

// newExhibit watches a shop for three minutes, a quarter of an hour ago.
func newExhibit(t *testing.T) *exhibit {
	t.Helper()
	x := &exhibit{t: t, dir: t.TempDir(), from: time.Now().Add(-15 * time.Minute).Truncate(time.Minute)}
	for _, name := range []string{"one", "two"} {
		a, err := demo.NewAuthority(name)
		x.must(err)
		x.must(a.Open())
		t.Cleanup(func() { _ = a.Close() })
		x.authorities = append(x.authorities, a)
	}
	x.bundle()
	var err error
	x.signer, err = makeSigner(eve, time.Now())
	x.must(err)
	x.must(writeSigner(x.path(signerName), x.path(certificateName), x.signer))
	p := string(contents(t, x.path("policy"))) + seal.NewSigner("eve", x.signer.Chain[0]).String()
	for _, a := range x.authorities {
		p += fmt.Sprintf("authority %s\n%s", a.Name, a.Root())
	}
	x.save("policy", []byte(p))
	x.report("report.pdf", "--sign", x.path(signerName), "--stamp", x.authorities[0].URL())
	return x
}

func (x *exhibit) must(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *exhibit) path(name string) string { return filepath.Join(x.dir, name) }

func (x *exhibit) save(name string, b []byte) string {
	x.t.Helper()
	x.must(os.WriteFile(x.path(name), b, 0o600))
	return x.path(name)
}

// run is the command, which must end with a status.
func (x *exhibit) run(status int, args ...string) string {
	x.t.Helper()
	var out bytes.Buffer
	if got := run(context.Background(), append(args, "--lang", "en"), &out, &out); got != status {
		x.t.Fatalf("constat %q: exit status %d, want %d\n%s", args, got, status, &out)
	}
	return out.String()
}

func (x *exhibit) report(name string, args ...string) []byte {
	x.t.Helper()
	x.run(0, append([]string{"report", x.path("bundle.zip"), "--policy", x.path("policy"), "-o", x.path(name)}, args...)...)
	return contents(x.t, x.path(name))
}

// bundle fills a store and writes bundle.zip and policy.
func (x *exhibit) bundle() {
	x.t.Helper()
	dir := x.path("store")
	x.must(store.Create(dir, "vantage-1/1"))
	s, err := store.Open(dir)
	x.must(err)
	defer s.Close()
	question := record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}
	control := question
	control.URL = "https://control.example/"
	watched, err := s.Enter([]record.Target{
		{Time: record.At(x.from), Name: "shop", Site: "shop", Interval: 600, Question: question},
		{Time: record.At(x.from), Name: "control", Control: true, Interval: 600, Question: control},
	})
	x.must(err)
	x.sealed(s, 0)
	for minute := range 4 {
		at := x.from.Add(time.Duration(minute+1) * time.Minute)
		for _, w := range watched {
			seen := record.Seen{Chain: w.Chain, Observation: record.Observation{Round: record.Round(at.UnixMilli() / 100)},
				Answer: record.Answer{Status: 204, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:443")}}
			if minute == 1 && !w.Control {
				seen.Answer = record.Answer{Fault: record.TCPRefused, Detail: "connection refused"}
				seen.Observation.Control = record.Answered
			}
			seen.Observation.Timing[record.PhaseConnect] = record.StepOf(20 * time.Millisecond)
			x.must(s.Observe([]record.Seen{seen}))
		}
	}
	x.sealed(s, 6)
	var b bytes.Buffer
	x.must(s.Export(&b, store.Query{Software: "constat test"}))
	x.save("bundle.zip", b.Bytes())
	x.save("policy", s.Policy())
}

// sealed seals the log and has it stamped at that time.
func (x *exhibit) sealed(s *store.Store, minute int) {
	x.t.Helper()
	at := x.from.Add(time.Duration(minute) * time.Minute)
	_, err := s.Seal(at)
	x.must(err)
	head, size := s.Checkpoint()
	for _, a := range x.authorities {
		request := seal.Request(head, big.NewInt(7))
		a.Now = func() time.Time { return at }
		response, err := a.Reply(request)
		a.Now = nil
		x.must(err)
		x.must(s.Anchor(at, size, a.URL(), request, response))
	}
	_, err = s.Sign(at)
	x.must(err)
}

// reader is who believes the exhibit's policy.
func (x *exhibit) reader() *reader {
	x.t.Helper()
	r := &reader{now: now()}
	var err error
	r.policy, r.policyText, err = readPolicy(x.path("policy"))
	x.must(err)
	x.must(r.trust(""))
	return r
}

// sign signs with a signer of the exhibit, stamped or not.
func (x *exhibit) sign(file []byte, s pdf.Signer, stamp func(context.Context, []byte) ([]byte, error)) []byte {
	x.t.Helper()
	s.At, s.Stamp = now(), stamp
	signed, _, err := pdf.Sign(context.Background(), file, s)
	x.must(err)
	return signed
}

// stamp asks the first authority, whose clock may be another.
func (x *exhibit) stamp(at time.Time) func(context.Context, []byte) ([]byte, error) {
	return func(_ context.Context, signature []byte) ([]byte, error) {
		a := x.authorities[0]
		a.Now = func() time.Time { return at }
		defer func() { a.Now = nil }()
		response, err := a.Reply(seal.Request(signature, big.NewInt(7)))
		if err != nil {
			return nil, err
		}
		return seal.ParseResponse(response)
	}
}

// composed makes the report anew, to be forged.
func (x *exhibit) composed() (*composed, []proof) {
	x.t.Helper()
	policy, text, err := readPolicy(x.path("policy"))
	x.must(err)
	proofs, err := verifyAll([]string{x.path("bundle.zip")}, policy)
	x.must(err)
	c, err := compose(report.Recipe{Built: built(), Lang: "en", Paper: "letter", Zone: "UTC", Policy: string(text)}, proofs, true)
	x.must(err)
	return c, proofs
}

// pages draws a dossier with attachments of the forger's choice.
func (x *exhibit) pages(c *composed, attachments []pdf.Attachment) []byte {
	x.t.Helper()
	zone, err := c.recipe.Location()
	x.must(err)
	var b bytes.Buffer
	x.must(pdf.Write(&b, c.dossier, pdf.Options{Lang: c.recipe.Lang, Paper: c.recipe.Paper, Zone: zone, Attachments: attachments}))
	return b.Bytes()
}

// authorityOf is an open authority that nobody's policy names.
func authorityOf(t *testing.T) *demo.Authority {
	t.Helper()
	a, err := demo.NewAuthority("stranger")
	if err == nil {
		err = a.Open()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func strangersStamp(t *testing.T) func(context.Context, []byte) ([]byte, error) {
	a := authorityOf(t)
	return func(_ context.Context, signature []byte) ([]byte, error) {
		response, err := a.Reply(seal.Request(signature, big.NewInt(7)))
		if err != nil {
			return nil, err
		}
		return seal.ParseResponse(response)
	}
}

// believing makes the report under a policy that believes one authority alone,
// and not those that stamped.
func (x *exhibit) believing(a *demo.Authority, c *composed, all *[]pdf.Attachment) {
	x.t.Helper()
	text := fmt.Appendf(nil, "log %s\nquorum none\nauthority mine\n%s", strings.Fields(string(contents(x.t, x.path("policy"))))[1], a.Root())
	policy, err := seal.ParsePolicy(text)
	x.must(err)
	proofs, err := verifyAll([]string{x.path("bundle.zip")}, policy)
	x.must(err)
	c.recipe.Policy = string(text)
	again, err := compose(c.recipe, proofs, true)
	x.must(err)
	*c = *again
	*all, err = c.attachments(proofs)
	x.must(err)
}
