package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"constat/store/record"
)

// consistent checks what entries say of each other. A log may be well formed,
// signed and complete and still tell what no honest vantage writes.
func (l *Log) consistent(crew crew) error {
	if err := l.networks(); err != nil {
		return err
	}
	if err := l.registered(); err != nil {
		return err
	}
	heard := l.heard()
	l.controls = heard
	return crew.first(len(l.Targets), func(i int) error {
		t := l.Targets[i]
		err := t.oneQuestion()
		if err == nil {
			err = t.observed(heard)
		}
		if err != nil {
			return fmt.Errorf("chain %v: %w", t.Chain, err)
		}
		return nil
	})
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
func (t *Target) observed(heard *heard) error {
	captures, err := t.byRound()
	if err != nil {
		return err
	}
	failures, err := t.byFailure()
	if err != nil {
		return err
	}
	t.earliest = math.MaxInt64
	pictures := t.byPicture()
	c := course{Target: t, heard: heard, grid: map[record.Hash]record.Round{}, rulings: map[ruled]*ruling{}, sizes: map[record.Hash]int64{}}
	t.walk(t.segments, func(o *Observed) bool {
		if err = c.follows(o); err != nil {
			err = fmt.Errorf("leaf %d, item %d: %w", o.Leaf, o.Item, err)
			return false
		}
		// Rounds rise, so each capture is passed once.
		for len(captures) > 0 && captures[0].round < o.Round {
			captures = captures[1:]
		}
		if len(captures) > 0 && captures[0].round == o.Round && o.Attempt == 0 {
			t.taken[captures[0].leaf] = *o
		}
		t.earliest = min(t.earliest, o.Round)
		if leaf, ok := failures[o.Round]; ok && o.Attempt == 0 {
			t.followed[leaf] = &o.cited.Answer
		}
		if leaf, ok := pictures[o.Round]; ok && o.Attempt == 0 {
			t.pictures[leaf] = &o.cited.Answer
		}
		return true
	})
	return err
}

// A taken page is known by its round.
type taken struct {
	round record.Round
	leaf  int64
}

// byRound lists the captures in order of round; no two are of one.
func (t *Target) byRound() ([]taken, error) {
	leaves := map[record.Round]int64{}
	var list []taken
	for _, item := range t.Captures {
		round := item.Entry.(record.Capture).Round
		if before, twice := leaves[round]; twice {
			return nil, fmt.Errorf("leaves %d and %d are captures of one round", before, item.Leaf)
		}
		leaves[round] = item.Leaf
		list = append(list, taken{round, item.Leaf})
	}
	slices.SortFunc(list, func(a, b taken) int { return cmp.Compare(a.round, b.round) })
	return list, nil
}

// byFailure has, for each round that a path follows, the leaf of that path.
func (t *Target) byFailure() (map[record.Round]int64, error) {
	leaves := map[record.Round]int64{}
	for _, item := range t.Paths {
		p := item.Entry.(record.Path)
		if p.Failed == 0 {
			continue
		}
		if before, twice := leaves[p.Failed]; twice {
			return nil, fmt.Errorf("leaves %d and %d are paths that follow one round", before, item.Leaf)
		}
		leaves[p.Failed] = item.Leaf
	}
	return leaves, nil
}

// A course follows one chain, observation by observation.
type course struct {
	*Target
	*heard
	last    past
	failing bool                         // the newest scheduled question failed, and may be asked otherwise
	late    int                          // scheduled questions in a row that left too late
	grid    map[record.Hash]record.Round // the first round under each target entry
	gridded *Definition                  // the last one asked for,
	first   record.Round                 // and its round
	missed  record.Round                 // the newest round, where what a provider says could not be had
	rulings map[ruled]*ruling
	ruled   ruled // the last one asked for,
	ruling  *ruling
	sizes   map[record.Hash]int64 // of bodies
}

// A past is what must be known of an observation once the next one is there.
type past struct {
	any     bool
	round   record.Round
	attempt uint8
	late    int64        // milliseconds
	took    record.Round // how long until it ended, rounded down
}

// follows checks one observation against the one before it, the target entry
// in force and the grid of its rounds. What it says of the controls is judged
// too, but told only once all else is found to be right.
func (c *course) follows(o *Observed) error {
	last := c.last
	if last.any && (o.Round < last.round || (o.Round == last.round && o.Attempt <= last.attempt)) {
		return fmt.Errorf("round %d, attempt %d does not come after round %d, attempt %d", o.Round, o.Attempt, last.round, last.attempt)
	}
	if o.Item == 0 && c.inForce(o.Leaf) != o.Definition {
		return errors.New("it cites a target entry that was no longer in force")
	}
	if err := c.attempts(o); err != nil {
		return err
	}
	took := o.took()
	if err := c.rule(o).check(o, took); err != nil {
		return err
	}
	if err := c.sized(o); err != nil {
		return err
	}
	if c.unheard == nil {
		c.unheard = c.hears(o, took)
	}
	if o.Attempt > 0 && !o.Definition.Control {
		c.last.attempt = o.Attempt // it runs beside the rounds, and delays none
		return nil
	}
	c.last = past{true, o.Round, o.Attempt, o.Late, record.Round(took / 100)}
	if o.Attempt > 0 {
		return nil
	}
	return c.onGrid(o)
}

// onGrid compares a scheduled round with the first one under its target entry.
func (c *course) onGrid(o *Observed) error {
	if o.Definition != c.gridded {
		if _, ok := c.grid[o.Definition.Hash]; !ok {
			c.grid[o.Definition.Hash] = o.Round
		}
		c.gridded, c.first = o.Definition, c.grid[o.Definition.Hash]
	}
	if c.again(o) {
		c.first, c.grid[o.Definition.Hash] = o.Round, o.Round
	}
	c.missed = 0
	if o.Definition.Question.Kind == record.AskStatement && o.Answer.Failing() {
		c.missed = o.Round
	}
	if (o.Round-c.first)%o.Definition.Interval != 0 {
		return fmt.Errorf("round %d is off the grid of %d", o.Round, o.Definition.Interval)
	}
	return nil
}

// again reports whether o came sooner because the look before it had failed: the
// grid begins there anew.
func (c *course) again(o *Observed) bool {
	for n := 1; c.missed > 0 && n <= record.MaxAgain; n++ {
		left := o.Round - c.missed - record.Again(n, o.Definition.Interval)
		if left >= 0 && left%o.Definition.Interval == 0 {
			return true
		}
	}
	return false
}

// took is how long a question took, in milliseconds.
func (o *Observed) took() int64 { return int64(o.End() - o.Start()) }
