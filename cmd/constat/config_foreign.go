package main

// foreignHints say which of our keys does what one of Gatus does.
var foreignHints = map[string]Phrase{
	"dns":                 say("écrivez la question dans l'adresse : %q", "write the question in the address: %q", "url: dns://192.0.2.53/example.org?type=A"),
	"ssh":                 say("écrivez %q ; constat n'ouvre pas de session", "write %q; constat logs in nowhere", "url: ssh://example.org"),
	"client":              say("pour un délai, écrivez %q", "for a time limit, write %q", "timeout: 10s"),
	"enabled":             say("enlevez la cible, ou mettez-la en remarque", "leave the target out, or make it a remark"),
	"external-endpoints":  say("un travail qui se signale est une cible : %q", "a job that reports in is a target: %q", "url: push://backup"),
	"maintenance":         say("une maintenance s'écrit au journal, et n'arrête rien : %q", "a maintenance is noted in the log, and stops nothing: %q", "constat note"),
	"maintenance-windows": say("une maintenance s'écrit au journal, et n'arrête rien : %q", "a maintenance is noted in the log, and stops nothing: %q", "constat note"),
	"connectivity":        say("nommez des sites d'ailleurs sous %q", "name sites elsewhere under %q", "controls"),
}

// foreignHint says what to do with a key of Gatus.
func foreignHint(key string) Phrase {
	if hint, ok := foreignHints[key]; ok {
		return hint
	}
	return say("Gatus la connaît, constat non : enlevez-la", "Gatus knows it, constat doesn't: leave it out")
}
