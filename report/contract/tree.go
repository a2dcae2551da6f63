package contract

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxText bounds a rule or a file of terms, in bytes, maxDepth its nesting.
const (
	maxText  = 256 << 10
	maxDepth = 12
)

// A Mistake is why a file cannot be used, and where.
type Mistake struct {
	Line    int
	French  string
	English string
}

// A MistakeError is every mistake of a file, in the order of its lines.
type MistakeError struct{ Mistakes []Mistake }

func (e *MistakeError) Error() string { return e.In("en") }

// In returns one line per mistake, in "fr" or "en".
func (e *MistakeError) In(lang string) string {
	var lines []string
	for _, m := range e.Mistakes {
		word, text := "line", m.English
		if lang == "fr" {
			word, text = "ligne", m.French
		}
		lines = append(lines, fmt.Sprintf("%s %d: %s", word, m.Line, text))
	}
	return strings.Join(lines, "\n")
}

// A node is YAML without its freedoms: a text, a list or a mapping.
type node struct {
	line  int
	kind  kind
	text  string
	items []*node
	keys  []string
	at    map[string]*node
}

type kind int

const (
	absent kind = iota // null: the key is there, its value is not
	scalar
	list
	mapping
)

// A reader notes every mistake instead of stopping at the first.
type reader struct{ mistakes []Mistake }

func (r *reader) note(line int, fr, en string, values ...any) {
	r.mistakes = append(r.mistakes, Mistake{max(line, 1), fmt.Sprintf(fr, values...), fmt.Sprintf(en, values...)})
}

func (r *reader) err() error {
	if len(r.mistakes) == 0 {
		return nil
	}
	return &MistakeError{r.mistakes}
}

// parse reads text as one document of plain YAML: no anchors, no tags, no
// directives, no key twice. It returns nil after noting why it cannot.
func (r *reader) parse(text []byte) (root *node) {
	switch {
	case len(text) > maxText:
		r.note(1, "le fichier dépasse %d octets", "the file is over %d bytes", maxText)
		return nil
	case !utf8.Valid(text):
		r.note(1, "le fichier n’est pas en UTF-8", "the file is not UTF-8")
		return nil
	case deep(text):
		r.note(1, "trop de niveaux", "nested too deeply")
		return nil
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) // the parser miscounts such lines
	defer func() {
		if recover() != nil { // the parser gave up on a text it should refuse
			root = nil
			r.note(1, "ce fichier n’est pas du YAML lisible", "this file is not readable YAML")
		}
	}()
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line := 1
		if m := errorLine.FindStringSubmatch(err.Error()); m != nil {
			fmt.Sscanf(m[1], "%d", &line)
		}
		r.note(line, "ce n’est pas du YAML : vérifiez les espaces, les deux-points et les guillemets", "this is not YAML: check spaces, colons and quotes")
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		r.note(1, "le fichier est vide", "the file is empty")
		return nil
	}
	if len(file.Docs) > 1 {
		r.note(lineOf(file.Docs[1].Body), "un second document commence ici", "a second document begins here")
		return nil
	}
	return r.tree(file.Docs[0].Body, 0)
}

var errorLine = regexp.MustCompile(`\[(\d+):\d+\]`)

// deep reports whether brackets or dashes nest further than any file of ours:
// the parser's stack is not to be tried.
func deep(text []byte) bool {
	const most = 100
	depth := 0
	for line := range bytes.Lines(text) {
		trimmed := bytes.TrimLeft(line, "-?: ")
		if len(bytes.ReplaceAll(line[:len(line)-len(trimmed)], []byte(" "), nil)) > most {
			return true
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth > most {
				return true
			}
		}
	}
	return false
}

func lineOf(n ast.Node) int {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return lineOf(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return lineOf(m.Key)
	}
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1
	}
	return n.GetToken().Position.Line
}

func (r *reader) tree(n ast.Node, depth int) *node {
	out := &node{line: lineOf(n)}
	if depth > maxDepth {
		r.note(out.line, "trop de niveaux", "nested too deeply")
		return out
	}
	switch v := n.(type) {
	case *ast.MappingNode:
		r.pairs(out, v.Values, depth)
	case *ast.MappingValueNode:
		r.pairs(out, []*ast.MappingValueNode{v}, depth)
	case *ast.SequenceNode:
		out.kind = list
		for _, i := range v.Values {
			if whole := instantIn(i); whole != nil {
				out.items = append(out.items, whole)
				continue
			}
			out.items = append(out.items, r.tree(i, depth+1))
		}
	case *ast.NullNode:
	case *ast.LiteralNode:
		out.kind, out.text = scalar, strings.TrimSpace(v.Value.Value)
	case *ast.StringNode:
		out.kind, out.text = scalar, v.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		// As it is written: 99.90 keeps its zero, and no number passes through
		// a float.
		out.kind, out.text = scalar, strings.TrimSpace(n.GetToken().Value)
	default:
		r.note(out.line, "ceci n’a pas sa place ici (ancre, étiquette, renvoi ou nombre infini)", "this has no place here (an anchor, a tag, an alias or an infinite number)")
	}
	return out
}

// instantIn returns an item such as 2021-08-28T06:00:00Z of a list in brackets,
// which the parser takes for a key and its value although no blank follows the
// colon (YAML 1.2, section 7.4.2, asks for one after a plain key).
func instantIn(n ast.Node) *node {
	v, ok := n.(*ast.MappingValueNode)
	if m, is := n.(*ast.MappingNode); is && !m.IsFlowStyle && len(m.Values) == 1 {
		v, ok = m.Values[0], true
	}
	if !ok {
		return nil
	}
	key, isText := v.Key.(*ast.StringNode)
	value := v.Value.GetToken()
	if !isText || value == nil || value.Position == nil || key.Token.Position == nil {
		return nil
	}
	at := key.Token.Position
	if value.Position.Line != at.Line || value.Position.Column != at.Column+utf8.RuneCountInString(key.Value)+1 {
		return nil
	}
	switch v.Value.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode:
		return &node{line: at.Line, kind: scalar, text: key.Value + ":" + strings.TrimSpace(value.Value)}
	}
	return nil
}

func (r *reader) pairs(out *node, values []*ast.MappingValueNode, depth int) {
	out.kind, out.at = mapping, map[string]*node{}
	for _, v := range values {
		key, ok := v.Key.(*ast.StringNode)
		if !ok {
			r.note(lineOf(v.Key), "cette clé n’est pas un mot", "this key is not a word")
			continue
		}
		if out.at[key.Value] != nil {
			r.note(lineOf(v.Key), "la clé « %s » est donnée deux fois", "the key %q is given twice", key.Value)
			continue
		}
		child := r.tree(v.Value, depth+1)
		child.line = max(child.line, lineOf(v.Key))
		out.keys = append(out.keys, key.Value)
		out.at[key.Value] = child
	}
}
