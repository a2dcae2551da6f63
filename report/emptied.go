package report

import (
	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/record"
)

// emptied finds the first listing, two in a row, that found nothing where the one
// before had found something; nil for none. It is asked of what is gone, for a
// listing alone says too little: one of another account, of a place whose mount is
// away, or that another vantage contradicts, finds nothing either. All files that
// the one before held must be gone by it, in the period. The word of others
// needs no second.
func (m missed) emptied() (*dossier.Emptying, error) {
	for i := 1; i < len(m.counted); i++ {
		if was := m.counted[i-1]; m.counted[i].Items > 0 || was.Items == 0 || !m.SecondHand && (i+1 == len(m.counted) || m.counted[i+1].Items > 0) {
			continue
		}
		held, err := m.counted[i-1].files()
		if err != nil {
			return nil, err
		}
		if gone := m.goneAt(i); held > 0 && gone.Files == held {
			return &dossier.Emptying{LastHeld: m.counted[i-1].Time, FoundEmpty: m.counted[i].Ended, Files: gone.Files, Bytes: gone.Bytes, Unsized: gone.Unsized}, nil
		}
	}
	return nil, nil
}

// goneAt counts what was gone by listing i, of what the one before it held.
func (m missed) goneAt(i int) (a dossier.Amount) {
	for _, g := range m.gone {
		if g.Missing == i && g.LastSeen == i-1 && g.Of == 0 {
			a = a.Plus(amountOf(g.Held))
		}
	}
	return a
}

// files counts the files that c names; its items count links and mounts as well.
func (c counting) files() (n int64, err error) {
	l := loss.Listing{Open: c.open}
	err = l.Each(func(h record.Held) {
		if !h.Apart() {
			n++
		}
	})
	return n, err
}
