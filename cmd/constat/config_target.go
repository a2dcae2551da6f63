package main

import (
	"errors"
	"math"
	"net/textproto"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/probe"
	"constat/store/record"
)

// foreignTargetKeys are those that users of Gatus bring along.
var foreignTargetKeys = []string{
	"alerts", "always-run", "client", "dns", "enabled", "extra-labels", "graphql", "maintenance-windows", "ssh", "store", "ui",
}

func (r *configReader) readTargets(n ast.Node) { r.readTargetList(n, "site") }

// readEndpoints reads targets as Gatus has them: what it calls a group is a
// site here.
func (r *configReader) readEndpoints(n ast.Node) { r.readTargetList(n, "group") }

func (r *configReader) readTargetList(n ast.Node, site string) {
	if s, ok := n.(*ast.SequenceNode); ok && len(s.Values) == 0 {
		r.at(n, say("aucune cible", "no target"), say("donnez au moins une cible", "give at least one target"))
	}
	r.list(n, func(v ast.Node) { r.readTarget(v, site) })
}

func (r *configReader) readTarget(n ast.Node, site string) {
	before := len(r.mistakes)
	t := Target{Method: "GET", BodyLimit: defaultBodyLimit, Interval: defaultInterval}
	t.Line, _ = placeOf(n)
	var conditions []ast.Node
	fields := []configField{
		{name: "name", read: func(n ast.Node) { t.Name = r.label(n) }},
		{name: site, read: func(n ast.Node) { t.Site = r.label(n) }},
		{name: "provider", read: func(n ast.Node) { t.Provider = r.provider(n) }},
		{name: "url", read: func(n ast.Node) { t.URL, _ = r.address(n, askedSchemes) }},
		{name: "method", read: func(n ast.Node) { t.Method = r.method(n) }},
		{name: "headers", read: func(n ast.Node) { t.Headers = r.headers(n) }},
		{name: "follow", read: func(n ast.Node) { t.Follow = r.whole(n, record.MaxHops) }},
		{name: "http", read: func(n ast.Node) { t.HTTP = r.version(n) }},
		{name: "body", read: func(n ast.Node) { t.Body = r.body(n) }},
		{name: "address", read: func(n ast.Node) { t.Pin = r.pin(n) }},
		{name: "auth", read: func(n ast.Node) { t.Auth = r.auth(n) }},
		{name: "interval", read: func(n ast.Node) { t.Interval = r.interval(n) }},
		{name: "timeout", read: func(n ast.Node) { t.Timeout = r.timeout(n) }},
		{name: "body_limit", read: func(n ast.Node) { t.BodyLimit = r.size(n) }},
		{name: "requisites", read: func(n ast.Node) { t.Requisites = r.yes(n) }},
		{name: "pictures", read: func(n ast.Node) { t.Pictures = r.yes(n) }},
		{name: "conditions", read: func(n ast.Node) { t.Conditions, conditions = r.conditions(n) }},
	}
	held := Inventory{Read: defaultRead}
	fields = append(fields, r.inventoryFields(&held)...)
	fields = append(fields, r.statementFields(&t)...)
	keys, ok := r.mapping(n, append(fields, foreignFields(foreignTargetKeys)...))
	if !ok {
		return
	}
	r.checkTarget(n, &t, held, keys, conditions)
	if len(r.mistakes) == before {
		r.checkQuestion(n, t)
		r.config.Targets = append(r.config.Targets, t)
	}
}

// checkTarget holds what one key says against another.
func (r *configReader) checkTarget(n ast.Node, t *Target, held Inventory, keys map[string]ast.Node, conditions []ast.Node) {
	for _, k := range []string{"name", "url"} {
		if keys[k] == nil && (k == "name" || keys["inventory"] == nil && keys["statement"] == nil) {
			r.at(n, say("%q manque à la cible", "%q is missing in the target", k), say("chaque cible a un nom et une adresse", "each target has a name and an address"))
		}
	}
	if keys["name"] != nil && t.Name != "" {
		r.once(keys["name"], "target "+t.Name, t.Name)
	}
	r.checkInventory(n, t, held, keys)
	r.checkStatement(t, keys)
	if keys["timeout"] == nil && t.Inventory == nil {
		t.Timeout = t.usualTimeout()
	}
	if t.Interval > 0 && t.Timeout > t.Interval {
		r.at(keys["timeout"], say("délai de %s plus long que l'intervalle de %s", "timeout of %s longer than the interval of %s", short(t.Timeout), short(t.Interval)),
			say("réduisez l'un ou allongez l'autre", "shorten one or lengthen the other"))
	}
	r.checkPictures(t, keys)
	r.checkRequisites(t, keys)
	r.checkKindKeys(t, keys)
	r.checkReports(n, *t, keys)
	for i, at := range conditions[:min(len(conditions), len(t.Conditions))] {
		r.checkSubject(*t, t.Conditions[i].Subject(), at)
	}
}

// checkQuestion notes a target that asks what another one asks already: the
// two would be one and the same in every report.
func (r *configReader) checkQuestion(n ast.Node, t Target) {
	id := t.Question().ID()
	if other, asked := r.asked[id]; asked {
		r.at(n, say("%q pose la même question que %q, ligne %d", "%q asks the same question as %q on line %d", t.Name, other.Name, other.Line),
			say("gardez l'une des deux", "keep one of them"))
		return
	}
	r.asked[id] = t
}

// label reads a name for people.
func (r *configReader) label(n ast.Node) string { return r.labelOf(n, 128) }

func (r *configReader) labelOf(n ast.Node, most int) string {
	s, ok := r.text(n)
	if ok && (len(s) > most || s != strings.TrimSpace(s) || strings.ContainsFunc(s, turns)) {
		r.at(n, say("%q ne peut pas servir de nom", "%q can't be a name", s), say("%d octets au plus, sur une ligne, sans espace aux bouts", "at most %d bytes, on one line, no space at the ends", most))
	}
	return s
}

// turns reports whether a character ends a line, obeys, or turns what follows it round.
func turns(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func (r *configReader) method(n ast.Node) string {
	m, ok := r.text(n)
	if ok && !slices.Contains([]string{"GET", "HEAD", "OPTIONS", "POST"}, m) {
		r.at(n, say("méthode %q impossible", "method %q is not possible", m), say("GET, HEAD, OPTIONS ou POST : on constate, on ne change rien", "GET, HEAD, OPTIONS or POST: to watch is to change nothing"))
	}
	return m
}

func (r *configReader) interval(n ast.Node) time.Duration {
	d, ok := r.duration(n)
	if !ok {
		return 0
	}
	switch {
	case d < minInterval:
		r.at(n, say("intervalle de %s trop court", "interval of %s is too short", short(d)), say("le plus court est 1s", "the shortest is 1s"))
	case d > maxInterval:
		r.at(n, say("intervalle de %s trop long", "interval of %s is too long", short(d)), say("le plus long est 24h", "the longest is 24h"))
	case d%intervalStep != 0:
		r.at(n, say("intervalle de %s hors de la grille", "interval of %s is off the grid", short(d)), say("prenez un multiple de 100ms", "use a multiple of 100ms"))
	default:
		return d
	}
	return 0
}

func (r *configReader) timeout(n ast.Node) time.Duration {
	d, ok := r.duration(n)
	if !ok {
		return 0
	}
	if d < time.Millisecond || d%time.Millisecond != 0 {
		r.at(n, say("délai de %v impossible", "timeout of %v is not possible", d), say("des millisecondes entières, 100 au moins", "whole milliseconds, at least 100"))
		return 0
	}
	if d < minTimeout {
		r.at(n, say("délai de %s trop court", "timeout of %s is too short", short(d)),
			say("le plus court est 100ms : en deçà, la distance seule ressemble à une panne", "the shortest is 100ms: under it, distance alone looks like an outage"))
		return 0
	}
	return d
}

var dayPattern = regexp.MustCompile(`^([0-9]{1,3})\s*(?:d|j|days?|jours?)$`)

func (r *configReader) duration(n ast.Node) (time.Duration, bool) {
	var s string
	switch v := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		s = n.GetToken().Value
	case *ast.StringNode:
		s = v.Value
	default:
		r.wrongKind(n, say("une durée", "a duration"))
		return 0, false
	}
	d, err := time.ParseDuration(s)
	if _, number := strconv.ParseFloat(s, 64); err == nil && number != nil {
		return d, true
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		r.at(n, say("%q n'a pas d'unité", "%q has no unit", s), say("vouliez-vous dire %q ?", "did you mean %q?", s+"s"))
		return 0, false
	}
	hint := say("écrivez 30s, 5m ou 1h", "write 30s, 5m or 1h")
	if m := dayPattern.FindStringSubmatch(s); m != nil {
		count, _ := strconv.Atoi(m[1])
		hint = say("vouliez-vous dire %q ?", "did you mean %q?", strconv.Itoa(count*24)+"h")
	}
	r.at(n, say("%q n'est pas une durée", "%q is not a duration", s), hint)
	return 0, false
}

var (
	sizePattern = regexp.MustCompile(`^([0-9]{1,12})\s*(B|kB|KB|KiB|MB|MiB)$`)
	sizeUnits   = map[string]int64{"B": 1, "kB": 1000, "KB": 1000, "KiB": 1 << 10, "MB": 1e6, "MiB": 1 << 20}

	dailyPattern = regexp.MustCompile(`^([0-9]{1,6})\s*(B|kB|KB|KiB|MB|MiB|GB|GiB|TB|TiB)$`)
	dailyUnits   = map[string]int64{"B": 1, "kB": 1000, "KB": 1000, "KiB": 1 << 10, "MB": 1e6, "MiB": 1 << 20, "GB": 1e9, "GiB": 1 << 30, "TB": 1e12, "TiB": 1 << 40}
)

// size reads 512KiB or 1MiB.
func (r *configReader) size(n ast.Node) int64 {
	written := ""
	switch v := n.(type) {
	case *ast.IntegerNode:
		written = n.GetToken().Value
		r.at(n, say("%q n'a pas d'unité", "%q has no unit", written), say("vouliez-vous dire %q ?", "did you mean %q?", written+"B"))
		return 0
	case *ast.StringNode:
		written = v.Value
	default:
		r.wrongKind(n, say("une taille", "a size"))
		return 0
	}
	m := sizePattern.FindStringSubmatch(written)
	if m == nil {
		r.at(n, say("%q n'est pas une taille", "%q is not a size", written), say("écrivez 512KiB ou 1MiB", "write 512KiB or 1MiB"))
		return 0
	}
	count, _ := strconv.ParseInt(m[1], 10, 64)
	if count > math.MaxInt64/sizeUnits[m[2]] || count*sizeUnits[m[2]] > maxBodyLimit || count == 0 {
		r.at(n, say("taille %q impossible", "size %q is not possible", written), say("de 1B à 16MiB", "from 1B to 16MiB"))
		return 0
	}
	return count * sizeUnits[m[2]]
}

// conditions returns them and where each stands.
func (r *configReader) conditions(n ast.Node) (all []probe.Condition, where []ast.Node) {
	seen := map[string]bool{}
	r.list(n, func(v ast.Node) {
		if s, ok := v.(*ast.SequenceNode); ok && s.IsFlowStyle { // - [STATUS]
			r.at(v, say("condition sans guillemets", "a condition without quotes"), say(`écrivez "[STATUS] == 200"`, `write "[STATUS] == 200"`))
			return
		}
		s, ok := r.text(v)
		if !ok {
			return
		}
		c, err := probe.ParseCondition(s)
		var bad *probe.ConditionError
		switch {
		case errors.As(err, &bad):
			what, hint := conditionPhrases(bad)
			r.at(v, what, hint)
			return
		case seen[s]:
			r.at(v, say("condition %q donnée deux fois", "condition %q given twice", s), say("gardez l'une des deux", "keep one of them"))
		}
		seen[s] = true
		all, where = append(all, c), append(where, v)
	})
	return all, where
}

var headerName = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$") // a token, RFC 9110 section 5.6.2

// Headers that the probe sets itself, and those that hold secrets, which would
// end in the log.
var (
	ownHeaders    = map[string]bool{"Host": true, "Connection": true, "Content-Length": true, "Transfer-Encoding": true, "Te": true, "Trailer": true, "Upgrade": true, "Accept-Encoding": true, "Expect": true, "Keep-Alive": true, "Proxy-Connection": true}
	secretHeaders = map[string]bool{"Authorization": true, "Proxy-Authorization": true, "Cookie": true, "X-Api-Key": true, "X-Auth-Token": true}
)

func (r *configReader) headers(n ast.Node) (all []record.Header) {
	seen := map[string]bool{}
	r.pairs(n, func(key string, at, value ast.Node) {
		v, ok := r.text(value)
		name := textproto.CanonicalMIMEHeaderKey(key)
		switch {
		case !headerName.MatchString(key):
			r.at(at, say("%q n'est pas un nom d'en-tête", "%q is not a header name", key), say("lettres sans accent, chiffres et tirets", "letters without accents, digits and dashes"))
		case ownHeaders[name]:
			r.at(at, say("l'en-tête %q est posé par la sonde", "header %q is set by the probe", key), say("enlevez-le", "leave it out"))
		case secretHeaders[name]:
			r.at(at, say("l'en-tête %q porte un secret, qui finirait dans le registre", "header %q holds a secret, which would end in the log", key), secretHint(name))
		case seen[name]:
			r.at(at, say("en-tête %q donné deux fois", "header %q given twice", key), say("gardez l'un des deux", "keep one of them"))
		case ok && (len(v) > 1024 || strings.ContainsFunc(v, func(c rune) bool { return c < ' ' || c > '~' }) || v != strings.TrimSpace(v)):
			r.at(value, say("valeur d'en-tête impossible", "header value is not possible"), say("1024 caractères ASCII au plus, sur une ligne", "at most 1024 ASCII characters, on one line"))
		case ok:
			all = append(all, record.Header{Name: name, Value: v})
		}
		seen[name] = true
	})
	return all
}
