package forum

import (
	"fmt"

	"constat/report/dossier"
	"constat/store/record"
)

// Schema names the form of an exhibit's JSON. It grows; keys are never renamed
// and never absent.
const Schema = "constat-authorisation/1"

// An Exhibit is what bears on each criterion of a forum. It holds no sentence: the
// pages say what its facts mean, and the class report beside it has the figures.
type Exhibit struct {
	Schema   string       `json:"schema"`
	Forum    string       `json:"forum"`
	Class    record.Hash  `json:"class_sha256"` // of the class report's JSON that it rests on, the public one
	Register *Register    `json:"register"`     // null where none was given
	Criteria []Considered `json:"criteria"`
}

// A Considered is one criterion, with what bears on it, what speaks against it and
// what is missing. It holds no answer.
type Considered struct {
	ID      string `json:"id"`
	Bears   []Item `json:"bears"`
	Against []Item `json:"against"`
	Missing []Gap  `json:"missing"`
}

// An Item is one fact, and where it is found.
type Item struct {
	Fact    Fact   `json:"fact"`
	Event   int    `json:"event"`  // 0 where it is of none
	Reason  string `json:"reason"` // the doubt, reason, question, sub-group, currency or member; else empty
	Group   int    `json:"group"`
	N       int    `json:"n"`
	Of      int    `json:"of"`
	Sites   []int  `json:"sites"`   // by number, where it is of some
	Chapter string `json:"chapter"` // of the class report; empty for the register
	Bundles []int  `json:"bundles"` // by their place in the class report, from 1; empty where it is of all
}

// A Register is what a register of members adds up to: declared by members, and
// proven by no record of this program.
type Register struct {
	Name     string          `json:"name"`
	File     record.Hash     `json:"file_sha256"`   // of the file that was read
	Sealed   string          `json:"sealed_sha256"` // of the sealed version, as that file names it
	Members  int             `json:"members"`
	Sites    int             `json:"sites"`
	Complete int             `json:"complete"`
	Kinds    []RegisterCount `json:"kinds"`
	Places   []RegisterCount `json:"countries"`
	Amounts  []RegisterSum   `json:"amounts"`
}

// A RegisterCount is how many members have a value; "" is the value not given.
type RegisterCount struct {
	Value   string `json:"value"`
	Members int    `json:"members"`
}

// A RegisterSum is what members claim in one currency: decimal numbers, exact.
type RegisterSum struct {
	Currency   string         `json:"currency"`
	Members    int            `json:"members"`
	Documented string         `json:"documented"`
	Declared   string         `json:"declared"` // without vouchers
	Heads      []RegisterHead `json:"heads"`
}

// A RegisterHead is the part of a sum under one head of damage.
type RegisterHead struct {
	Head       string `json:"head"`
	Members    int    `json:"members"`
	Documented string `json:"documented"`
	Declared   string `json:"declared"`
}

// JSON returns x as it is handed out. The same exhibit gives the same bytes.
func (x *Exhibit) JSON() ([]byte, error) {
	b, err := dossier.Indented(x)
	if err != nil {
		return nil, fmt.Errorf("write authorisation exhibit: %w", err)
	}
	return b, nil
}

// Weigh gathers what bears on each criterion of f. The class report is the public
// one; the register is nil where none was given.
func Weigh(f Forum, c *dossier.Class, register *Register) (*Exhibit, error) {
	facts, err := c.JSON()
	if err != nil {
		return nil, err
	}
	x := &Exhibit{Schema: Schema, Forum: f.ID, Class: record.Sum(facts), Register: register, Criteria: []Considered{}}
	w := weighing{c: c, register: register}
	for _, k := range f.Criteria {
		row := Considered{ID: k.ID, Bears: []Item{}, Against: []Item{}, Missing: []Gap{}}
		for _, fact := range k.bears {
			row.Bears = append(row.Bears, w.items(fact)...)
			if fact == Questions {
				row.Against = append(row.Against, w.items(Silent)...)
			}
		}
		for _, fact := range k.objections() {
			row.Against = append(row.Against, w.items(fact)...)
		}
		for _, gap := range k.missing {
			if w.lacks(gap) {
				row.Missing = append(row.Missing, gap)
			}
		}
		x.Criteria = append(x.Criteria, row)
	}
	return x, nil
}
