package bundle

import (
	"time"

	"constat/store/record"
)

// earlyBy is how far before its own beginning a log may tell of rounds: clocks
// are set by less without anybody's doing.
const earlyBy = record.Instant(5 * time.Minute / time.Millisecond)

// early says that a log tells of rounds before it began. A clock that was set
// explains that as well as a tale does, so that it breaks nothing.
func (g *lineage) early(key string, s record.Successor) {
	began := s.Time
	for _, l := range g.logs[s.Predecessor] {
		if b, ok := l.NotBefore(s.Head.Size); ok && l.Attested {
			began = max(began, b.Time)
		}
	}
	for _, l := range g.logs[key] {
		if first, ok := l.firstRound(); ok && first < began-earlyBy {
			g.say(key, Unchecked, say("ce journal n’a pas commencé avant le %[1]s et rapporte des observations à partir du %[2]s\u00a0: ces heures ne vont pas ensemble (une horloge réglée entre-temps peut l’expliquer)",
				"this log did not begin before %[1]s and tells of observations from %[2]s on: these times do not go together (a clock that was set in between can explain it)", began, first))
			return
		}
	}
}

// firstRound is the earliest round that l shows; the rounds of a target rise.
func (l *Log) firstRound() (first record.Instant, found bool) {
	for _, t := range l.Targets {
		for o := range t.Observations() {
			if at := record.Instant(o.Round.Millis()); !found || at < first {
				first, found = at, true
			}
			break
		}
	}
	return first, found
}
