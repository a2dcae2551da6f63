package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// consistent checks what entries say of each other. A log may be well formed,
// signed and complete and still tell what no honest vantage writes.
func (l *Log) consistent() error {
	for _, t := range l.Targets {
		if err := t.oneQuestion(); err != nil {
			return fmt.Errorf("chain %v: %w", t.Chain, err)
		}
		if err := t.observed(); err != nil {
			return fmt.Errorf("chain %v: %w", t.Chain, err)
		}
	}
	return nil
}

// oneQuestion checks that a chain stays what it was: a control or not, and
// keyed with one secret.
func (t *Target) oneQuestion() error {
	first := t.Definitions[0]
	for _, d := range t.Definitions {
		if d.Control != first.Control || d.Secret != first.Secret {
			return fmt.Errorf("leaf %d turns it into another target", d.Leaf)
		}
	}
	return nil
}

// observed follows the observations of a chain.
func (t *Target) observed() error {
	captures := map[record.Round]Item{}
	for _, item := range t.Captures {
		c := item.Entry.(record.Capture)
		if before, twice := captures[c.Round]; twice {
			return fmt.Errorf("leaves %d and %d are captures of one round", before.Leaf, item.Leaf)
		}
		captures[c.Round] = item
	}
	var last Observed
	grid := map[record.Hash]record.Round{}
	for o := range t.Observations() {
		if err := t.follows(last, o, grid); err != nil {
			return fmt.Errorf("leaf %d, item %d: %w", o.Leaf, o.Item, err)
		}
		if item, ok := captures[o.Round]; ok && o.Attempt == 0 {
			t.taken[item.Leaf] = o
		}
		last = o
	}
	return nil
}

// follows checks one observation against the one before it, the target entry
// in force and the grid of its rounds.
func (t *Target) follows(last, o Observed, grid map[record.Hash]record.Round) error {
	if last.Definition != nil && (o.Round < last.Round || (o.Round == last.Round && o.Attempt <= last.Attempt)) {
		return fmt.Errorf("round %d, attempt %d does not come after round %d, attempt %d", o.Round, o.Attempt, last.Round, last.Attempt)
	}
	if o.Item == 0 && t.inForce(o.Leaf) != o.Definition {
		return errors.New("it cites a target entry that was no longer in force")
	}
	q := o.Definition.Question
	if err := errors.Join(judged(q, o.Answer), possible(q, o.Answer), longEnough(q, o.Observation, o.Answer.Fault), timed(q, o.Observation, o.Answer.Fault)); err != nil {
		return err
	}
	if o.Attempt > 0 {
		return nil
	}
	first, ok := grid[o.Definition.Hash]
	if !ok {
		grid[o.Definition.Hash] = o.Round
		return nil
	}
	if (o.Round-first)%o.Definition.Interval != 0 {
		return fmt.Errorf("round %d is off the grid of %d", o.Round, o.Definition.Interval)
	}
	return nil
}
