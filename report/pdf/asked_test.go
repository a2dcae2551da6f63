package pdf

import (
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

func TestEveryKindHasItsSentence(t *testing.T) {
	for kind := range record.Schemes {
		if !slices.Contains(lang.AskedKinds, kind) {
			t.Errorf("%s is never told", kind)
		}
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, kind := range lang.AskedKinds {
			if l.Asked.Kinds[kind] == "" || record.Schemes[kind] == nil || len(l.Asked.Kinds) != len(lang.AskedKinds) {
				t.Errorf("%s: %s has no sentence, or is no kind", l.Code, kind)
			}
		}
	}
}

// of is a dossier whose targets are of these kinds.
func of(kinds ...string) *dossier.Dossier {
	d := sample()
	for n := range d.Targets {
		q := &d.Targets[n].Question
		if q.Kind = kinds[n%len(kinds)]; q.Kind != "http" {
			*q = record.Question{Kind: q.Kind, URL: record.Schemes[q.Kind][0] + "://mail.example", Timeout: q.Timeout}
		}
	}
	return d
}

// What the report and the declarations say of the questions is true of every
// one of them: nobody swears to a header that a mail server was never sent.
func TestQuestionsAreDescribedByTheirKind(t *testing.T) {
	for _, c := range []struct {
		kinds       []string
		says, never []string
	}{
		{[]string{"http"}, []string{"Page (HTTP): each question left", "Each question carried an identifier of its own"}, []string{"Mail (SMTP)", "carried none", "by HTTP, over"}},
		{[]string{"http", "ws"}, []string{"Page (HTTP)", "Web socket (WebSocket", "Each question carried an identifier of its own"}, []string{"carried none"}},
		{[]string{"http", "smtp"}, []string{"Mail (SMTP): the server was greeted", "Each question put by HTTP or by WebSocket carried", "Questions put otherwise carried none"}, []string{"Each question carried", "Echo (ICMP)"}},
		{[]string{"tcp", "dns"}, []string{"Port (TCP)", "Name (DNS)", "No question put to these targets carried an identifier"}, []string{"X-Constat-Id", "by HTTP", "the status,", "HTTP status"}},
	} {
		d := of(c.kinds...)
		for _, v := range d.Vantages {
			for n := range v.Preparatory {
				v.Preparatory[n].Facts = nil // these speak of what E-6 found
			}
		}
		opt := exhibits(d)
		opt.Lang = "en"
		declarations, pages := flat(t, onDisk(t, declared(t, d, opt))), flat(t, written(t, d, Options{Lang: "en"}))
		for _, want := range c.says {
			if !strings.Contains(declarations, want) || !strings.Contains(pages, want) {
				t.Errorf("%v: %q is not there", c.kinds, want)
			}
		}
		for _, never := range c.never {
			if strings.Contains(declarations, never) || strings.Contains(pages, never) && never != "HTTP status" && never != "by HTTP" {
				t.Errorf("%v: %q is there", c.kinds, never)
			}
		}
	}
}
