package bundle

import (
	"errors"
	"fmt"
	"iter"

	"constat/store/record"
)

// A Shown is a picture with its place in the log.
type Shown struct {
	record.Picture
	Definition *Definition // in force when it was kept
	Leaf       int64
	Bracket    *Bracket // nil where the reader's policy asks for no time stamps
	Timely     bool     // its times go with its round and with the checkpoints around it
}

// Shows yields t's pictures in the order of the log.
func (t *Target) Shows() iter.Seq[Shown] {
	return func(yield func(Shown) bool) {
		for _, item := range t.Pictures {
			bracket := t.log.bracket(item.Leaf, t.log.stampBefore(item.Leaf))
			p := item.Entry.(record.Picture)
			if !yield(Shown{p, t.inForce(item.Leaf), item.Leaf, bracket, t.timely(item.Leaf, p.Time, p.Ended, p.Round)}) {
				return
			}
		}
	}
}

// pictured checks pictures against the questions, the answers that were their
// reasons, and their files.
func (v *verifier) pictured() bool {
	n := 0
	files := map[record.Hash]int{} // heights
	for _, t := range v.account.Targets {
		for i, item := range t.Pictures {
			p := item.Entry.(record.Picture)
			err := t.shows(v.disclosure.Base, i, item, p)
			if err == nil && p.Fault == record.NoFault {
				err = v.drawn(p, files)
			}
			if err != nil {
				return v.try(Integrity, "pictures", fmt.Errorf("leaf %d: %w", item.Leaf, err), Words{})
			}
			n++
		}
	}
	if n > 0 {
		v.add(Integrity, "pictures", OK, some(n, Words{},
			Words{"1 image d’un navigateur, sous son empreinte", "1 picture of a browser, under its digest"},
			Words{"%d images d’un navigateur, chacune sous son empreinte", "%d pictures of a browser, each under its digest"}))
	}
	return true
}

func (t *Target) shows(base int64, i int, item Item, p record.Picture) error {
	d := t.inForce(item.Leaf)
	switch {
	case d == nil || d.Control || d.Question.Kind != "http" || d.Question.Auth != "":
		return errors.New("a picture of what is no page, or no open one")
	case i > 0 && t.Pictures[i-1].Entry.(record.Picture).Round >= p.Round:
		return fmt.Errorf("round %d does not come after the one before", p.Round)
	case item.Leaf <= base:
		return nil
	}
	switch a := t.pictures[item.Leaf]; {
	case a == nil && (base < 0 || p.Round >= t.earliest):
		return fmt.Errorf("it is of round %d, which has no observation", p.Round)
	case a == nil:
		return nil
	case a.Body.IsZero():
		return fmt.Errorf("it is of round %d, which brought no page", p.Round)
	case p.Reason == "failure" && !a.Failing(), p.Reason == "return" && a.Failing():
		return fmt.Errorf("its reason is %q, and the answer of round %d says otherwise", p.Reason, p.Round)
	}
	return nil
}

// drawn checks the files of a picture, each once.
func (v *verifier) drawn(p record.Picture, heights map[record.Hash]int) error {
	for _, h := range []record.Hash{p.View, p.Full} {
		if heights[h] != 0 {
			continue
		}
		file, err := v.account.File(h)
		if err != nil {
			return err
		}
		if _, heights[h], err = record.CheckPicture(file); err != nil {
			return fmt.Errorf("file %v: %w", h, err)
		}
	}
	if heights[p.View] != record.ViewHeight {
		return fmt.Errorf("the view %v is %d pixels high", p.View, heights[p.View])
	}
	if p.Cut && heights[p.Full] <= record.ViewHeight {
		return fmt.Errorf("the picture %v of %d pixels is said to be cut", p.Full, heights[p.Full])
	}
	return nil
}

// byPicture has, for each round that a picture is of, the leaf of that picture.
func (t *Target) byPicture() map[record.Round]int64 {
	leaves := map[record.Round]int64{}
	for _, item := range t.Pictures {
		if round := item.Entry.(record.Picture).Round; leaves[round] == 0 { // of two, the second is refused later
			leaves[round] = item.Leaf
		}
	}
	return leaves
}
