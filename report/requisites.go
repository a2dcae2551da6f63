package report

import (
	"cmp"
	"slices"

	"constat/store/record"
)

// PageRequisites are what it takes to show one state of a page again, asked for
// after its content was kept.
type PageRequisites struct {
	Vantage string          `json:"vantage"`
	Time    Time            `json:"time"` // asking began
	Ended   Time            `json:"ended"`
	Capture record.Hash     `json:"capture"` // the content's WARC file, in the bundle's data/captures
	Parts   []PageRequisite `json:"parts"`   // in the order asked
	Refused int64           `json:"refused"` // not asked: at no public address
	Failed  int64           `json:"failed"`  // no whole answer came
	Left    int64           `json:"left"`    // past a bound
	Proof   Ref             `json:"proof"`
}

// A PageRequisite is one style sheet, picture or font, or an answer in its place.
type PageRequisite struct {
	URL    string      `json:"url"`
	Status int         `json:"status"`
	SHA256 record.Hash `json:"sha256"` // of the body
	Bytes  int64       `json:"bytes"`
	File   record.Hash `json:"file"` // the WARC file that holds the body
}

// requisites adds what was kept to show states of the page again.
func (p *Page) requisites(s *subject) {
	seen := map[Ref]bool{}
	for _, q := range s.sources {
		if q.vantage != p.Vantage {
			continue
		}
		for _, part := range q.chain.parts {
			for f := range part.Furnishings() {
				x := PageRequisites{Vantage: q.vantage, Time: Known(f.Time), Ended: Known(f.Ended), Capture: f.Capture, Refused: f.Refused, Failed: f.Failed, Left: f.Left, Proof: Ref{q.origin, f.Leaf, -1}}
				if seen[x.Proof] || f.Definition == nil || q.questions[f.Definition.Hash] != s.id {
					continue
				}
				seen[x.Proof] = true
				for _, r := range f.Parts {
					x.Parts = append(x.Parts, PageRequisite{r.URL, r.Status, r.Body, r.Size, cmp.Or(r.Kept, r.File)})
				}
				p.Requisites = append(p.Requisites, x)
			}
		}
	}
	slices.SortStableFunc(p.Requisites, func(x, y PageRequisites) int {
		return cmp.Or(cmp.Compare(x.Time.Instant, y.Time.Instant), cmp.Compare(x.Proof.Log, y.Proof.Log), cmp.Compare(x.Proof.Leaf, y.Proof.Leaf))
	})
}

// Furnished adds up what was kept to show the page again: for how many of its
// states, how many answers, and how many requisites were not obtained or left out.
func (p Page) Furnished() (states, parts, unanswered, left int64) {
	for _, x := range p.Requisites {
		states, parts, unanswered, left = states+1, parts+int64(len(x.Parts)), unanswered+x.Refused+x.Failed, left+x.Left
	}
	return states, parts, unanswered, left
}
