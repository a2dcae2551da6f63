package main

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"constat/store/record"
)

// A configReader goes over the YAML tree, fills a Config and notes every
// mistake with its place. The tree is read by hand rather than decoded, so that
// one mistake does not hide the next.
type configReader struct {
	file     string
	config   Config
	mistakes []Mistake
	lines    map[string]int // where a name stands first, for the checks that come last
	asked    map[record.Hash]Target
	stated   []func() // targets that providers make
	later    []func() // checks that need the whole configuration
}

func (r *configReader) note(line, column int, what, hint Phrase) {
	r.mistakes = append(r.mistakes, Mistake{File: r.file, Line: max(line, 1), Column: column, What: what, Hint: hint})
}

func (r *configReader) at(n ast.Node, what, hint Phrase) {
	line, column := placeOf(n)
	r.note(line, column, what, hint)
}

// placeOf returns where a node begins. A mapping's own token is the colon after
// its first key.
func placeOf(n ast.Node) (line, column int) {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return placeOf(m.Values[0])
		}
	case *ast.MappingValueNode:
		return placeOf(m.Key)
	}
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1, 0
	}
	p := n.GetToken().Position
	return p.Line, p.Column
}

// parse returns the tree, or nil after noting why there is none.
func (r *configReader) parse(text []byte) (root ast.Node) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) // the parser miscounts such lines
	if !r.checkText(text) {
		return nil
	}
	defer func() {
		if recover() != nil { // the parser gave up on a text it should refuse
			root = nil
			r.note(1, 0, say("ce fichier n'est pas du YAML lisible", "this file is not readable YAML"), Phrase{})
		}
	}()
	// Keys given twice are noted by mapping, all of them.
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.noteSyntax(err, text)
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		r.note(1, 0, say("la configuration est vide", "the configuration is empty"),
			say("« constat init » en écrit une", `"constat init" writes one`))
		return nil
	}
	if d, ok := file.Docs[0].Body.(*ast.DirectiveNode); ok {
		r.at(d, say("pas de directive YAML ici", "no YAML directive here"), say("enlevez cette ligne et « --- »", `remove this line and "---"`))
		return nil
	}
	if len(file.Docs) > 1 {
		r.at(file.Docs[1].Body, say("un second document commence ici", "a second document begins here"),
			say("enlevez la ligne « --- »", `remove the line "---"`))
	}
	return file.Docs[0].Body
}

// checkText notes what YAML would stumble over with a message that helps
// nobody, and what could exhaust its reader.
func (r *configReader) checkText(text []byte) bool {
	if len(text) > maxConfig {
		r.note(1, 0, say("la configuration dépasse %d octets", "the configuration is over %d bytes", maxConfig), Phrase{})
		return false
	}
	depth, number := 0, 0
	for line := range bytes.Lines(text) {
		number++
		r.checkLine(number, line)
		if depth = deepen(depth, line); depth > maxDepth || openers(line) > maxDepth {
			r.note(number, 0, say("trop de niveaux", "nested too deeply"), Phrase{})
			return false
		}
	}
	return len(r.mistakes) == 0
}

// maxDepth bounds nesting, and how far unbalanced brackets in texts may add up.
const maxDepth = 200

// deepen returns the depth after a line that begins at depth, or the first one
// over the bound.
func deepen(depth int, line []byte) int {
	for _, c := range line {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > maxDepth {
			return depth
		}
	}
	return depth
}

// openers counts what opens a level without a bracket at the beginning of a
// line, as in "- - - a".
func openers(line []byte) int {
	trimmed := bytes.TrimLeft(line, "-?: ")
	return len(bytes.ReplaceAll(line[:len(line)-len(trimmed)], []byte(" "), nil))
}

func (r *configReader) checkLine(number int, line []byte) {
	for i := 0; i < len(line); {
		c, n := utf8.DecodeRune(line[i:])
		if c == utf8.RuneError && n <= 1 {
			r.note(number, utf8.RuneCount(line[:i])+1, say("octet qui n'est pas de l'UTF-8", "a byte that is not UTF-8"),
				say("enregistrez le fichier en UTF-8", "save the file as UTF-8"))
			return
		}
		if (c < ' ' && c != '\t' && c != '\n') || c == 0x7f {
			r.note(number, utf8.RuneCount(line[:i])+1, say("caractère de commande", "a control character"), say("enlevez-le", "remove it"))
			return
		}
		i += n
	}
	indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	if at := bytes.IndexByte(indent, '\t'); at >= 0 && len(bytes.TrimSpace(line)) > 0 {
		r.note(number, at+1, say("tabulation au début de la ligne", "a tab at the beginning of the line"),
			say("mettez des espaces", "use spaces"))
	}
}

// bareCondition finds a condition without quotes, which YAML takes for a list.
var bareCondition = regexp.MustCompile(`^\s*(?:-|conditions\s*:)\s+(\[[A-Za-z_]+\]\S*\s+[=!<>]=?\s.*\S)`)

// looseCondition finds one anywhere in a line.
var looseCondition = regexp.MustCompile(`[\s,\[(]\[(STATUS|BODY|RESPONSE_TIME|CERTIFICATE_EXPIRATION)\]\S* `)

func (r *configReader) noteSyntax(err error, text []byte) {
	line, column, what := 1, 0, "?"
	var bad yaml.Error
	if errors.As(err, &bad) {
		what = bad.GetMessage()
		if tk := bad.GetToken(); tk != nil && tk.Position != nil {
			line, column = tk.Position.Line, tk.Position.Column
		}
	}
	known, number, bare := false, 0, false
	for l := range bytes.Lines(text) {
		number++
		bare = bare || (number == line && looseCondition.Match(l))
		if m := bareCondition.FindSubmatchIndex(l); m != nil {
			known = known || number == line
			r.note(number, utf8.RuneCount(l[:m[2]])+1, say("condition sans guillemets", "a condition without quotes"),
				say(`écrivez "%s"`, `write "%s"`, string(l[m[2]:m[3]])))
		}
	}
	switch {
	case known:
	case bare:
		r.note(line, column, say("condition sans guillemets", "a condition without quotes"), say("mettez chaque condition entre guillemets", "put each condition in quotes"))
	default:
		says, hint := syntaxPhrases(what)
		r.note(line, column, says, hint)
	}
}

// syntaxPhrases puts the common complaints of the parser into our words.
func syntaxPhrases(complaint string) (what, hint Phrase) {
	has := func(part string) bool { return strings.Contains(complaint, part) }
	switch {
	case has("not allowed in this context"):
		return say("ce n'est pas du YAML : rien ne peut venir ici", "this is not YAML: nothing can stand here"),
			say("vérifiez les espaces au début de la ligne, ou mettez la valeur entre guillemets", "check the spaces at the beginning of the line, or put the value in quotes")
	case has("quoted text"):
		return say("ce n'est pas du YAML : des guillemets restent ouverts", "this is not YAML: quotes stay open"), say("fermez-les", "close them")
	case has("must be specified"), has("end token"):
		return say("ce n'est pas du YAML : un crochet ou une accolade reste ouvert", "this is not YAML: a bracket or brace stays open"), say("fermez-le", "close it")
	case has("non-map value"), has("unexpected key name"):
		return say("ce n'est pas du YAML : il faut une clé et sa valeur", "this is not YAML: a key and its value are wanted"),
			say("mettez une espace après les deux-points", "put a space after the colon")
	case has("cannot start any token"), has("reserved"), has("directive"):
		return say("ce n'est pas du YAML : ce caractère est réservé", "this is not YAML: this character is reserved"),
			say("mettez la valeur entre guillemets", "put the value in quotes")
	}
	return say("ce n'est pas du YAML (%s)", "this is not YAML (%s)", complaint), say("vérifiez les espaces, les deux-points et les guillemets", "check spaces, colons and quotes")
}

// A configField is a key of a mapping and what reads its value.
type configField struct {
	name string
	read func(value ast.Node)
	// notYet is set for a key that is known but not available yet; foreign
	// for one that only other programs know. Neither is read.
	notYet, foreign bool
}

// mapping reads n as a mapping of these fields. It notes a value of another
// kind, unknown keys and keys given twice.
func (r *configReader) mapping(n ast.Node, fields []configField) (keys map[string]ast.Node, ok bool) {
	keys = map[string]ast.Node{}
	ok = r.pairs(n, func(key string, at, value ast.Node) {
		f := fieldNamed(fields, key)
		switch {
		case f == nil:
			r.at(at, say("clé inconnue %q", "unknown key %q", key), keyHint(key, fields))
		case f.foreign:
			r.at(at, say("clé inconnue %q", "unknown key %q", key), foreignHint(key))
		case f.notYet:
			keys[key] = at
			r.at(at, say("pas encore disponible : %s", "not available yet: %s", key), say("enlevez cette clé pour l'instant", "leave this key out for now"))
		default:
			keys[key] = at
			f.read(value)
		}
	})
	return keys, ok
}

func fieldNamed(fields []configField, key string) *configField {
	for i := range fields {
		if fields[i].name == key {
			return &fields[i]
		}
	}
	return nil
}

func keyHint(key string, fields []configField) Phrase {
	var all, ready []string
	for _, f := range fields {
		if !f.foreign {
			all = append(all, f.name)
		}
		if !f.foreign && !f.notYet {
			ready = append(ready, f.name)
		}
	}
	if hint := didYouMean(key, all); hint != (Phrase{}) {
		return hint
	}
	return phraseList("les clés sont ici : ", "the keys here are: ", ready)
}

// phraseList is a phrase that ends with words, however many.
func phraseList(fr, en string, words []string) Phrase {
	p := say(fr, en)
	p.FR += strings.Join(words, ", ")
	p.EN += strings.Join(words, ", ")
	return p
}

// pairs calls do for each key of a mapping, and notes keys given twice.
func (r *configReader) pairs(n ast.Node, do func(key string, at, value ast.Node)) bool {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		r.wrongKind(n, say("des clés et leurs valeurs", "a group of keys and values"))
		return false
	}
	first := map[string]int{}
	for _, v := range values {
		key := keyOf(v.Key)
		line, _ := placeOf(v.Key)
		if key == "<<" {
			r.at(v.Key, say("ni ancres ni renvois YAML ici", "no YAML anchors or aliases here"), say("écrivez les valeurs en toutes lettres", "write the values out"))
			continue
		}
		if before, twice := first[key]; twice {
			r.at(v.Key, say("clé %q donnée deux fois", "key %q given twice", key), say("elle est déjà à la ligne %d", "it is already on line %d", before))
			continue
		}
		first[key] = line
		do(key, v.Key, v.Value)
	}
	return true
}

func keyOf(n ast.Node) string {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value
	}
	if tk := n.GetToken(); tk != nil {
		return tk.Value
	}
	return n.String()
}

// list calls do for each element of a list.
func (r *configReader) list(n ast.Node, do func(value ast.Node)) {
	s, ok := n.(*ast.SequenceNode)
	if text, isText := n.(*ast.StringNode); isText {
		r.at(n, say("il faut une liste, pas %q", "a list is wanted, not %q", text.Value), say(`écrivez ["%s"]`, `write ["%s"]`, text.Value))
		return
	}
	if !ok {
		r.wrongKind(n, say("une liste", "a list"))
		return
	}
	for _, v := range s.Values {
		do(v)
	}
}

// text reads n as a text that is not empty.
func (r *configReader) text(n ast.Node) (string, bool) {
	var s string
	switch t := n.(type) {
	case *ast.StringNode:
		s = t.Value
	case *ast.LiteralNode:
		s = strings.TrimSuffix(t.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		written := n.GetToken().Value
		r.at(n, say("il faut un texte, pas %s", "a text is wanted, not %s", written), say(`écrivez "%s"`, `write "%s"`, written))
		return "", false
	default:
		r.wrongKind(n, say("un texte", "a text"))
		return "", false
	}
	if strings.TrimSpace(s) == "" {
		r.at(n, say("la valeur est vide", "the value is empty"), say("donnez-la, ou enlevez la clé", "give it, or leave the key out"))
		return "", false
	}
	return s, true
}

func (r *configReader) wrongKind(n ast.Node, wanted Phrase) {
	switch n.(type) {
	case nil, *ast.NullNode:
		r.at(n, say("la valeur manque", "the value is missing"), say("donnez-la, ou enlevez la clé", "give it, or leave the key out"))
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		r.at(n, say("ni ancres, ni renvois, ni étiquettes YAML ici", "no YAML anchors, aliases or tags here"),
			say("écrivez la valeur en toutes lettres, ou entre guillemets", "write the value out, or put it in quotes"))
	case *ast.SequenceNode:
		r.at(n, say("il faut "+wanted.FR+", pas une liste", wanted.EN+" is wanted, not a list"), Phrase{})
	case *ast.MappingNode, *ast.MappingValueNode:
		r.at(n, say("il faut "+wanted.FR+", pas des clés", wanted.EN+" is wanted, not keys"), Phrase{})
	default:
		r.at(n, say("il faut "+wanted.FR+", pas %q", wanted.EN+" is wanted, not %q", n.GetToken().Value), Phrase{})
	}
}
