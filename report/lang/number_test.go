package lang

import (
	"testing"
	"time"
)

func TestFiguresAreWrittenAsTheReaderWritesThem(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{French.Number.Int(1234567), "1\u202f234\u202f567"},
		{English.Number.Int(1234567), "1,234,567"},
		{French.Number.Int(-999), "−999"},
		{French.Number.Percent("99.950000"), "99,950000\u00a0%"},
		{English.Number.Percent("99.950000"), "99.950000%"},
		{French.Number.Bytes(1), "1\u00a0octet"},
		{French.Number.Bytes(0), "0\u00a0octet"},
		{English.Number.Bytes(0), "0\u00a0bytes"},
		{French.Number.Cardinal(2), "deux"},
		{French.Number.Cardinal(40), "40"},
		{French.Words.Targets(1), "une\u00a0cible"},
		{French.List([]string{"a", "b", "c"}), "a, b et c"},
		{English.Some([]string{"a", "b", "c", "d", "e"}, 3), "a, b and 3 others"},
		{French.Contract.Periods("billing_cycle", 1, ""), "La période est le cycle de facturation, qui commence le 1er du mois."},
		{French.Contract.DaysOf("1"), "1 jour de service"},
		{French.Contract.DaysOf("15"), "15 jours de service"},
		{English.Contract.DaysOf("1"), "1 day of service"},
		{French.Contract.Left("1,08295"), "La maintenance annoncée a retiré 1,08295 minute."},
		{French.Contract.Left("1\u202f295"), "La maintenance annoncée a retiré 1\u202f295 minutes."},
		{French.Contract.Waited("0,5"), "0,5 minute s’est écoulée avant et ne compte pas."},
		{English.Contract.Brief("1"), "1 minute was too short to count."},
		{English.Contract.Brief("1.08295"), "1.08295 minutes were too short to count."},
		{French.Contract.Page.Apart("0,00\u00a0$", "5,00\u00a0$", false), "Le crédit du contrat (0,00\u00a0$) et la perte déclarée (5,00\u00a0$) sont deux choses et ne s’additionnent pas\u00a0: le premier se calcule, la seconde se prouve par ses pièces, et aucune n’en a été désignée."},
		{French.Pages.Extent("40 sur 50", "40 sur 50", 1, 0), "Elle a laissé 40 sur 50 suites de mots communes\u00a0; elle n’est pas revenue à un contenu antérieur."},
		{French.Cause("http-status", 503, 502), "le serveur a répondu par une erreur (HTTP\u00a0503, 502)"},
		{French.Cause("tcp-refused"), "le serveur a refusé la connexion (TCP RST)"},
		{English.Cause("quantum"), "quantum"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestInstantsAndDurations(t *testing.T) {
	at := time.Date(2021, 8, 28, 6, 0, 12, 345e6, time.UTC)
	saguenay := time.FixedZone("America/Toronto", -4*3600)
	for _, c := range []struct{ got, want string }{
		{French.Time.Instant(at), "28\u00a0août\u00a02021, 6\u00a0h\u00a000\u00a0min\u00a012\u00a0s"},
		{English.Time.Instant(at), "28\u00a0August\u00a02021, 06:00:12"},
		{French.Time.Day(time.Date(2021, 9, 1, 0, 0, 0, 0, time.UTC)), "1er\u00a0septembre\u00a02021"},
		{Stamp(at), "2021-08-28 06:00:12.345"},
		{French.Time.Zone(at.In(saguenay)), "America/Toronto (UTC−4)"},
		{English.Time.Zone(at), "Coordinated Universal Time (UTC)"},
		{Offset(at.In(time.FixedZone("", 19800))), "UTC+5:30"},
		{French.Duration(5*time.Hour + 12*time.Minute + 4*time.Second), "5\u00a0h\u00a012\u00a0min\u00a04\u00a0s"},
		{French.Duration(4250 * time.Millisecond), "4,25\u00a0s"},
		{English.Duration(4250 * time.Millisecond), "4.25\u00a0s"},
		{French.Duration(0), "0\u00a0s"},
		{French.Duration(49 * time.Hour), "2\u00a0jours\u00a01\u00a0h"},
		{French.Least(90*time.Second + 900*time.Millisecond), "1\u00a0min\u00a030\u00a0s"},
		{French.Most(90*time.Second + 100*time.Millisecond), "1\u00a0min\u00a031\u00a0s"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestADurationIsNeverBare(t *testing.T) {
	if got, want := English.Time.Bounds(time.Minute, 2*time.Minute), "at least 1\u00a0min and at most 2\u00a0min"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := French.Time.Bounds(0, 2*time.Second), "au plus 2\u00a0s (sans durée minimale établie)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestForReadsWhatLANGHolds(t *testing.T) {
	for code, want := range map[string]*Language{"fr": French, "fr_CA.UTF-8": French, "fr-CH": French, "en-GB": English, "EN": English} {
		if got, err := For(code); err != nil || got != want {
			t.Errorf("For(%q): %v, %v", code, got, err)
		}
	}
	if _, err := For("de"); err == nil {
		t.Error("German is not written yet")
	}
}
