package main

import (
	"strconv"

	"constat/collector/probe"
)

// conditionPhrases says in both languages what is wrong with a condition.
func conditionPhrases(e *probe.ConditionError) (what, hint Phrase) {
	enWhat, enHint := e.English()
	frWhat, frHint := frenchCondition(e)
	return Phrase{frWhat, printable(enWhat)}, Phrase{frHint, printable(enHint)}
}

func frenchCondition(e *probe.ConditionError) (what, hint string) {
	const list = "[STATUS], [BODY], [RESPONSE_TIME], [CERTIFICATE_EXPIRATION], [CONNECTED], [IP], [DNS_RCODE] ou [DOMAIN_EXPIRATION]"
	fr := func(format string, values ...any) string { return say(format, "", values...).FR }
	example := fr(`écrivez "[STATUS] == 200"`)
	near := ""
	if e.Near != "" {
		near = fr("vouliez-vous dire %q ?", e.Near)
	}
	switch e.Problem {
	case probe.ConditionEmpty:
		return fr("la condition est vide"), example
	case probe.ConditionLong:
		return "la condition dépasse " + strconv.Itoa(probe.MaxCondition) + " octets", ""
	case probe.OperatorMissing:
		if near != "" {
			return fr("%q n'est pas un opérateur", e.Text), near
		}
		return fr("la condition n'a pas d'opérateur"), fr("prenez l'un de == != < <= > >=")
	case probe.OperatorTight:
		return fr("il manque une espace autour de %q", e.Text), example
	case probe.OperandMissing:
		return fr("il manque un côté de la condition"), example
	case probe.PlaceholderMissing:
		return fr("%q ne demande rien à la réponse", e.Text), "prenez " + list
	case probe.PlaceholderUnknown:
		if near == "" {
			near = "prenez " + list
		}
		return fr("%q est inconnu", e.Text), near
	case probe.PlaceholderLater:
		return fr("pas encore disponible : %s", e.Text), ""
	case probe.TwoPlaceholders:
		return fr("%q demande aussi quelque chose à la réponse", e.Text), fr("comparez avec une valeur fixe")
	case probe.PathBad:
		return fr("chemin %q impossible", e.Text), `écrivez "[BODY].user.name" ou "[BODY].list[0].id"`
	case probe.PathBodyOnly:
		return fr("%q : seul [BODY] a un chemin", e.Text), ""
	case probe.FunctionOpen:
		return fr("%q n'est pas fermé", e.Text), fr(`finissez par ")"`)
	case probe.FunctionBodyOnly:
		return fr("%s ne va qu'avec [BODY]", e.Text), ""
	case probe.PatternLong:
		return fr("trop de caractères entre deux étoiles, avec un ? parmi eux"), fr("raccourcissez, ou enlevez le ?")
	case probe.AnyBad:
		return fr("any() ne peut pas contenir %q", e.Text), "écrivez any(200, 204)"
	case probe.OrderOfTexts:
		return fr("%q veut un seul nombre, ni pat() ni any()", e.Text), fr("prenez == ou !=")
	case probe.NumberWanted:
		return fr("il faut un nombre, pas %q", e.Text), ""
	case probe.DurationWanted:
		return fr("il faut une durée, pas %q", e.Text), `écrivez "300ms", "2s" ou "48h"`
	case probe.UnitMissing:
		return fr("%q n'a pas d'unité", e.Text), near
	case probe.ConnectedOnly:
		return fr("[CONNECTED] ne peut être que vrai"), fr(`écrivez "[CONNECTED] == true" : une cible qu'on ne peut joindre n'est jamais bonne`)
	case probe.EqualityWanted:
		return fr("%s n'a pas d'ordre", e.Text), fr("prenez == ou !=")
	case probe.TruthWanted:
		return fr("has() est vrai ou faux"), `écrivez "has([BODY].id) == true"`
	}
	panic("condition: internal error: problem without words")
}
