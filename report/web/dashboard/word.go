package dashboard

import (
	"strconv"
	"strings"
	"time"

	"constat/report/incident"
	"constat/report/lang"
	"constat/report/live"
	"constat/report/web"
	"constat/store/record"
)

func words(l web.Lang) *lang.Language {
	if l == web.English {
		return lang.English
	}
	return lang.French
}

// stateWord says in two words how a target stands.
func stateWord(l web.Lang, t Target) string {
	switch t.Outcome {
	case incident.Good:
		switch {
		case t.Lists():
			return l.Say("liste entière", "whole list")
		case t.Matter != "":
			return l.Say("lue", "read")
		}
		return l.Say("répond", "answers")
	case incident.Bad:
		if t.Matter != "" {
			return l.Say("illisible", "cannot be read")
		}
		return l.Say("en défaut", "failing")
	case incident.Slow:
		return l.Say("répond lentement", "answers slowly")
	case incident.Blocked:
		return l.Say("nous refuse", "refuses us")
	case live.Brought:
		return l.Say("de seconde main", "second-hand")
	case "":
		return l.Say("pas encore demandée", "not asked yet")
	}
	return l.Say("inconnu", "not known")
}

// markOf is how the style sheet colours a state; the word says it too.
func markOf(t Target) string {
	switch t.Outcome {
	case incident.Good:
		return "good"
	case incident.Bad:
		return "bad"
	case incident.Slow, incident.Blocked:
		return "wait"
	}
	return ""
}

// causeOf says why, in a sentence; "" where there is no more to say.
func causeOf(l web.Lang, t Target) string {
	if t.Cause == "" {
		return ""
	}
	if t.Cause == "http-status" || t.Cause == "answer-refused" {
		return words(l).Cause(string(t.Cause), t.Status)
	}
	return words(l).Cause(string(t.Cause))
}

func matterWord(l web.Lang, matter string) string {
	switch matter {
	case record.MatterStatus:
		return l.Say("page d'état", "status page")
	case record.MatterTerms:
		return l.Say("conditions", "terms")
	}
	return l.Say("avis", "notices")
}

func roleWord(l web.Lang, r Role) string {
	switch r {
	case Operator:
		return l.Say("exploitant", "operator")
	case Counsel:
		return l.Say("avocat", "counsel")
	}
	return l.Say("expert, en lecture seule", "expert, read-only")
}

// gapWord says why rounds were not run.
func gapWord(l web.Lang, reason string) string {
	switch reason {
	case "busy":
		return l.Say("la question précédente durait encore", "the question before was still going on")
	case "rate":
		return l.Say("un même hôte avait déjà son compte de questions", "one host had its share of questions already")
	case "late":
		return l.Say("cette machine était en retard", "this machine was late")
	case "clock":
		return l.Say("l'horloge de cette machine a sauté", "this machine's clock stepped")
	case "off":
		return l.Say("le service ne tournait pas", "the daemon was not running")
	case "stopped":
		return l.Say("le service s'arrêtait", "the daemon was stopping")
	case "storage":
		return l.Say("rien ne pouvait être écrit sur le disque", "nothing could be written to the disk")
	case "refused":
		return l.Say("le journal n'a pas voulu de la réponse", "the log would not have the answer")
	}
	return reason
}

// ago writes how long ago in its two largest units.
func ago(l web.Lang, d time.Duration) string {
	if d < 0 {
		d = 0
	}
	unit := func(n time.Duration, fr, en string) string {
		return strconv.FormatInt(int64(n), 10) + lang.NoBreak + l.Say(fr, en)
	}
	switch {
	case d < time.Minute:
		return unit(d/time.Second, "s", "s")
	case d < time.Hour:
		return unit(d/time.Minute, "min", "min")
	case d < 24*time.Hour:
		return unit(d/time.Hour, "h", "h") + rest(unit, d%time.Hour/time.Minute, "min", "min")
	}
	days := unit(d/(24*time.Hour), "jours", "days")
	if d < 48*time.Hour {
		days = unit(1, "jour", "day")
	}
	return days + rest(unit, d%(24*time.Hour)/time.Hour, "h", "h")
}

func rest(unit func(time.Duration, string, string) string, n time.Duration, fr, en string) string {
	if n == 0 {
		return ""
	}
	return lang.NoBreak + unit(n, fr, en)
}

// bytesOf writes a size with three figures or so.
func bytesOf(l web.Lang, n int64) string {
	units := []string{"o", "Kio", "Mio", "Gio", "Tio"}
	if l == web.English {
		units = []string{"B", "KiB", "MiB", "GiB", "TiB"}
	}
	tenths, u := n*10, 0
	for tenths >= 10240 && u+1 < len(units) {
		tenths, u = tenths/1024, u+1
	}
	s := strconv.FormatInt(tenths/10, 10)
	if tenths < 1000 && u > 0 && tenths%10 != 0 {
		s += words(l).Number.Mark + strconv.FormatInt(tenths%10, 10)
	}
	return s + lang.NoBreak + units[u]
}

// count writes a whole number with the thousands of its language.
func count(l web.Lang, n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + words(l).Number.Thousands + s[i:]
	}
	return s
}

// plain takes out of a text what turns the writing round or can't be seen, so that a name of
// others' stays one line in the place it is put.
func plain(s string) string { return short(s, 1<<20) }

// first is the beginning of a name, for where there is little room.
func first(s string) string { return short(s, 80) }

// Sentence says in one breath whether anything is down, and whether the evidence is healthy.
func (v *View) Sentence(l web.Lang) (targets, evidence string) {
	return v.targetsSentence(l), v.evidenceSentence(l)
}

func (v *View) targetsSentence(l web.Lang) string {
	n := v.Tally()
	switch {
	case n.All == 0:
		return l.Say("Aucune cible n'est observée.", "No target is watched.")
	case v.Blind():
		return l.Say("Notre propre réseau ne répond pas : rien ne peut être dit des cibles.", "Our own network does not answer: nothing can be said of the targets.")
	case n.Down == 1 && n.All == 1:
		return l.Say("La seule cible est en défaut, vue d'ici.", "The only target is failing, as seen from here.")
	case n.Down == 1:
		return l.Say("Une cible sur %d est en défaut, vue d'ici.", "One of %d targets is failing, as seen from here.", n.All)
	case n.Down > 1:
		return l.Say("%d cibles sur %d sont en défaut, vues d'ici.", "%d of %d targets are failing, as seen from here.", n.Down, n.All)
	case n.Never == n.All:
		return l.Say("Aucune cible n'a encore été interrogée.", "No target has been asked yet.")
	case n.Unknown+n.Blocked == 1:
		return l.Say("Aucune cible n'est en défaut, vue d'ici ; de l'une d'elles, l'état n'est pas connu.", "No target is failing, as seen from here; of one of them, the state is not known.")
	case n.Unknown+n.Blocked > 1:
		return l.Say("Aucune cible n'est en défaut, vue d'ici ; de %d d'entre elles, l'état n'est pas connu.", "No target is failing, as seen from here; of %d of them, the state is not known.", n.Unknown+n.Blocked)
	}
	return l.Say("Aucune cible n'est en défaut, vue d'ici.", "No target is failing, as seen from here.")
}

func (v *View) evidenceSentence(l web.Lang) string {
	all := v.Ailments()
	switch {
	case v.Grave():
		grave := 0
		for _, a := range all {
			if a.Grave {
				grave++
			}
		}
		if grave == 1 {
			return l.Say("La preuve souffre d'un ennui : %s", "The evidence suffers from one trouble: %s", ailmentText(l, all[0], v.Now))
		}
		return l.Say("La preuve souffre de %d ennuis.", "The evidence suffers from %d troubles.", grave)
	case len(all) == 1:
		return l.Say("La preuve se constitue ; une chose la rendrait plus forte.", "The evidence is being made; one thing would make it stronger.")
	case len(all) > 1:
		return l.Say("La preuve se constitue ; %d choses la rendraient plus forte.", "The evidence is being made; %d things would make it stronger.", len(all))
	}
	return l.Say("La preuve est en bon état.", "The evidence is in good health.")
}

// ailmentText says what the evidence suffers from.
func ailmentText(l web.Lang, a Ailment, now time.Time) string {
	since := ago(l, now.Sub(a.Since))
	switch a.Kind {
	case "blind":
		return l.Say("aucun site témoin ne répond ; ce qui est observé en ce moment ne comptera contre personne.", "no control site answers; what is observed now will count against nobody.")
	case "unsealed":
		return l.Say("des relevés attendent leur scellé depuis %s.", "records have been waiting for their seal for %s.", since)
	case "unstamped":
		return l.Say("l'autorité %s n'horodate plus depuis %s.", "the authority %s has not stamped for %s.", plain(a.Who), since)
	case "uncosigned":
		return l.Say("le témoin %s ne cosigne plus depuis %s.", "the witness %s has not cosigned for %s.", plain(a.Who), since)
	case "disk":
		return l.Say("il n'y a presque plus de place sur le disque.", "there is almost no room left on the disk.")
	case "disk-soon":
		return l.Say("il reste peu de place sur le disque.", "there is little room left on the disk.")
	case "clock-unknown":
		return l.Say("il y a %s, les serveurs de temps ne s'accordaient pas : l'écart de l'horloge n'est pas connu.", "%s ago, time servers did not agree: how far the clock is off is not known.", since)
	case "clock-wrong":
		return l.Say("l'horloge de cette machine est trop fausse pour que les relevés comptent.", "this machine's clock is too far off for records to count.")
	case "clock-old":
		return l.Say("les serveurs de temps n'ont pas été interrogés depuis %s.", "time servers have not been asked for %s.", since)
	case "gap":
		return l.Say("des questions n'ont pas été posées ces dernières 24 heures : %s.", "questions were not asked in the last 24 hours: %s.", gapWord(l, a.Who))
	case "no-authority":
		return l.Say("aucune autorité n'atteste l'heure (clé « anchors »).", "no authority attests to the time (key \"anchors\").")
	case "no-witness":
		return l.Say("aucun témoin ne cosigne : un second journal pourrait exister (clé « witnesses »).", "no witness cosigns: a second log could exist (key \"witnesses\").")
	case "no-clock":
		return l.Say("l'horloge n'est comparée à aucun serveur de temps (clé « clock »).", "the clock is compared with no time server (key \"clock\").")
	case "no-control":
		return l.Say("aucun site témoin ne dit si notre propre réseau fonctionne (clé « controls »).", "no control site tells whether our own network works (key \"controls\").")
	}
	return a.Kind
}

func capital(s string) string {
	for i, c := range s {
		return strings.ToUpper(string(c)) + s[i+len(string(c)):]
	}
	return s
}
