package owner

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Bounds of a result.
const (
	maxSteps = 32
	maxText  = 300 // characters of one thing asked, or answered
)

// A Result is what one way showed of one site, when. Its steps say what was asked, where,
// and what kind of thing was answered: nothing that a stranger wrote is in them but names of
// hosts. It may hold a contact's address, so it is kept encrypted.
type Result struct {
	Way    Way       `json:"way"`
	Weight Weight    `json:"weight"` // of the way
	Asset  string    `json:"asset"`  // the host, in ASCII
	Token  string    `json:"token,omitempty"`
	At     time.Time `json:"at"` // the end of it, UTC, whole seconds
	Result Outcome   `json:"result"`
	Reason Reason    `json:"reason,omitempty"`
	Steps  []Step    `json:"steps,omitempty"`
}

// A Step is one question and the kind of its answer.
type Step struct {
	Asked    string `json:"asked"`    // as "TXT _constat-challenge.shop.example"
	Where    string `json:"where"`    // an address and port, or who was asked
	As       string `json:"as"`       // what it was asked as: "authority", "resolver", "site", "control", "registry", "relay", "form", "log", "person"
	Answered string `json:"answered"` // as "the token", "NXDOMAIN", "status 404"
}

func begin(w Way, c Challenge) Result {
	return Result{Way: w, Weight: w.Weight(), Asset: c.Asset.Host}
}

// note adds a step. What is past the bounds is left out.
func (r *Result) note(asked, where, as, answered string) {
	if len(r.Steps) < maxSteps {
		r.Steps = append(r.Steps, Step{clean(asked), clean(where), as, clean(answered)})
	}
}

func (r Result) end(o Outcome, why Reason) Result {
	r.Result, r.Reason, r.At = o, why, time.Now().UTC().Truncate(time.Second)
	return r
}

// clean keeps what can be printed, and not too much of it.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, s)
	if r := []rune(s); len(r) > maxText {
		return string(r[:maxText-1]) + "…"
	}
	return s
}

// ErrForeign is of what is not a result as this package writes one.
var ErrForeign = errors.New("not the result of a check of ownership")

// ReadResult reads a result that was kept, as JSON: a known way with the weight of that way, a known
// outcome that the way can have, and a known reason; so that nothing is shown as what it is not.
func ReadResult(body []byte) (r Result, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if d.Decode(&r) != nil || d.Decode(new(any)) != io.EOF {
		return Result{}, ErrForeign
	}
	switch {
	case !r.Way.Known() || r.Weight != r.Way.Weight(), !slices.Contains(Outcomes, r.Result), r.Reason != "" && !slices.Contains(Reasons, r.Reason),
		r.Result == LookedAt && r.Way != Invoice, r.Result == Proven && r.Way == Invoice, r.At.IsZero(), len(r.Steps) > maxSteps, r.Asset != clean(r.Asset), r.Token != clean(r.Token):
		return Result{}, ErrForeign
	}
	for i, s := range r.Steps {
		if _, ok := asWords[s.As]; !ok {
			return Result{}, ErrForeign
		}
		r.Steps[i] = Step{clean(s.Asked), clean(s.Where), s.As, clean(s.Answered)}
	}
	return r, nil
}
