package contract

import (
	"fmt"
	"slices"

	"constat/store/record"
)

// LetterSchema names the form of a file about a letter.
const LetterSchema = "constat-letter/1"

// A Letter is what only the customer can say of a request: who writes to whom,
// about which resources, and what is to be masked. It stands apart from the
// terms, so that no name or address goes into a report.
type Letter struct {
	From      Party
	To        Party
	Place     string
	Account   string
	Region    string
	Resources []Resource
	Within    int      // days in which an answer is asked for
	Mask      []string // words to be masked in logs
	Show      []string // what is masked unless it is named here: see Shown
	Digest    record.Hash
}

// A Party writes a letter, or receives it.
type Party struct {
	Name      string
	Address   []string
	Email     string
	Signatory string
}

// A Resource is what the provider calls a target.
type Resource struct {
	Target string // by name, site or id
	ID     string
	Region string
	Zone   string
}

// shown are what logs mask unless a letter shows it: the addresses of the
// machines that asked, and what follows the question mark of an address.
var shown = []string{"own_addresses", "queries"}

// answerWithin is the number of days in which a letter asks for an answer
// where its file names none.
const answerWithin = 30

// ParseLetter reads a file about a letter. Its error is a [*MistakeError] with
// every mistake.
func ParseLetter(text []byte) (*Letter, error) {
	var r reader
	root := r.parse(text)
	if root == nil {
		return nil, fmt.Errorf("read letter: %w", r.err())
	}
	f := r.mapped(root)
	if s := f.text("schema"); s != "" && s != LetterSchema {
		r.note(f.n.at["schema"].line, "le schéma est « %s » ; celui que lit ce programme est %s", "the schema is %q; the one that this program reads is %s", s, LetterSchema)
	}
	l := &Letter{From: r.party(f.get("from")), To: r.party(f.get("to")), Place: f.text("place"), Account: f.text("account"), Region: f.text("region"),
		Within: f.whole("answer_within", answerWithin, 1, 365), Mask: f.texts("mask"), Show: f.words("show", shown...), Digest: record.Sum(text)}
	for _, n := range f.list("resources") {
		w := r.mapped(n)
		l.Resources = append(l.Resources, Resource{w.need("target"), w.text("id"), w.text("region"), w.text("zone")})
		w.done()
	}
	f.done()
	if err := r.err(); err != nil {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
		return nil, fmt.Errorf("read letter: %w", err)
	}
	return l, nil
}

// NoLetter is the letter of which nothing is said.
func NoLetter() *Letter { return &Letter{Within: answerWithin} }

func (r *reader) party(n *node) Party {
	f := r.mapped(n)
	p := Party{Name: f.text("name"), Address: f.texts("address"), Email: f.text("email"), Signatory: f.text("signatory")}
	f.done()
	return p
}

// Shows reports whether l shows what is otherwise masked.
func (l *Letter) Shows(what string) bool { return slices.Contains(l.Show, what) }

// Of returns what the provider calls a target, by its name, its site or its id.
func (l *Letter) Of(names ...string) Resource {
	i := slices.IndexFunc(l.Resources, func(r Resource) bool { return slices.Contains(names, r.Target) })
	if i < 0 {
		return Resource{Region: l.Region}
	}
	r := l.Resources[i]
	if r.Region == "" {
		r.Region = l.Region
	}
	return r
}
