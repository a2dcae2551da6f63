package main

import (
	"fmt"
	"io"

	"constat/report/incident"
	"constat/store/record"
)

// printNoSilence says why an answer at a provider's page would prove no silence:
// redirects led to another host, or a cache gave it. What it says counts all the
// same.
func printNoSilence(w io.Writer, lang string, q record.Question, a record.Answer) {
	if q.Kind != record.AskStatement {
		return
	}
	place := incident.Locate(q, a, incident.NoCause)
	if last, err := q.After(a.Hops); err == nil && place.Elsewhere != "" {
		fmt.Fprintf(w, "  %s\n", say("Des redirections mènent à %s, chez un autre hôte : ce qui y est dit compte, mais aucun silence n’en sera établi. Donnez cette adresse-là.",
			"Redirects lead to %s, at another host: what it says counts, but no silence will be established by it. Give that address instead.", last.URL).In(lang))
	}
	if place.Cached {
		fmt.Fprintf(w, "  %s\n", say("Un cache a donné cette page : ce qui y est dit compte, mais de telles réponses n’établissent aucun silence.",
			"A cache gave this page: what it says counts, but such answers establish no silence.").In(lang))
	}
}
