// Package pdf lays the dossier out on pages, and signs the file.
//
// [Write] renders a dossier and computes nothing but layout: what is printed
// was in the dossier. The same dossier and options give the same bytes. The
// pages are drawn twice, so that a reference forward has its page and its
// paragraph on paper too; then a finishing pass gives the file what the
// drawing library leaves out.
package pdf

import (
	"crypto/sha256"
	"fmt"
	"io"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// Options say how a dossier is laid out. The zero value is French on Letter,
// in UTC, without attachments.
type Options struct {
	Lang        string         // "fr" or "en"; "" is "fr"
	Paper       string         // "letter" or "a4"; "" is "letter"
	Zone        *time.Location // of the contract; nil is UTC
	Attachments []Attachment
	Facts       Facts // of a class report
}

// Facts are what a class report's pages say of the list of its facts: see package
// report/veil. The digest stands at the foot of each page.
type Facts struct {
	Root         record.Hash
	Count        int
	Rows, Values int // of which something is left out, and how much
}

// An Attachment is a file carried inside the PDF.
type Attachment struct {
	Name        string
	MIME        string // "application/json"
	Description string
	Data        []byte
}

// Write renders d to w as one PDF file.
func Write(w io.Writer, d *dossier.Dossier, opt Options) error {
	language, paper, err := opt.check()
	if err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	facts, err := d.JSON()
	if err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	sum := sha256.Sum256(facts)
	id := opt.digest(sum)
	first := newSheet(d, opt, language, paper, id)
	first.sum = sum
	first.draw()
	second := newSheet(d, opt, language, paper, id)
	second.sum = sum
	second.known, second.total = first.placed, first.pdf.PageNo()
	second.draw()
	return second.issue(w, "pdf", second.identity().title)
}

func (o *Options) check() (*lang.Language, paper, error) {
	if o.Lang == "" {
		o.Lang = "fr"
	}
	if o.Paper == "" {
		o.Paper = "letter"
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	p, ok := papers[o.Paper]
	if !ok {
		return nil, p, fmt.Errorf("paper %q is not known: letter and a4 are", o.Paper)
	}
	l, err := lang.For(o.Lang)
	return l, p, err
}

// digest names the input: the dossier by its digest, the options and what is
// attached.
func (o Options) digest(dossier [32]byte) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%x %q %q %q\n", dossier, o.Lang, o.Paper, o.Zone.String())
	for _, a := range o.Attachments {
		fmt.Fprintf(h, "%q %q %q %x\n", a.Name, a.MIME, a.Description, sha256.Sum256(a.Data))
	}
	return [32]byte(h.Sum(nil))
}

// draw lays out the whole report, in the order in which it is read.
func (s *sheet) draw() {
	s.cover()
	s.summary()
	s.findings()
	s.changes()
	s.pages()
	s.held()
	s.said()
	s.stood()
	s.availability()
	s.contracts()
	s.method()
	s.instruments()
	s.hour()
	s.continuity()
	s.verification()
	s.keys()
	s.limits()
	s.verify()
	s.custody()
	s.glossary()
	s.annexes()
}
