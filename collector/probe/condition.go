// Package probe asks one target one question, once.
//
// What counts as a good answer is the target's conditions, in the language
// that users of Gatus know. A condition is judged on one answer alone and says
// true, false or unknown; what follows from that is for others to decide.
package probe

import (
	"strconv"
	"strings"
	"time"
)

// MaxCondition bounds the bytes of a condition.
const MaxCondition = 4096

// A Subject is the part of an answer that a condition is about.
type Subject uint8

// The subjects. A condition has exactly one.
const (
	SubjectStatus       Subject = iota + 1 // [STATUS]
	SubjectBody                            // [BODY] and what stands in it
	SubjectResponseTime                    // [RESPONSE_TIME]: a false one means slow, not down
	SubjectCertificate                     // [CERTIFICATE_EXPIRATION]: a false one is a warning, not down
	SubjectConnected                       // [CONNECTED]
	SubjectIP                              // [IP]
	SubjectCode                            // [DNS_RCODE]
	SubjectDomain                          // [DOMAIN_EXPIRATION]: a false one is a warning, not down
)

var placeholders = []string{
	"", "[STATUS]", "[BODY]", "[RESPONSE_TIME]", "[CERTIFICATE_EXPIRATION]",
	"[CONNECTED]", "[IP]", "[DNS_RCODE]", "[DOMAIN_EXPIRATION]",
}

// String returns the placeholder, as in "[STATUS]".
func (s Subject) String() string {
	if int(s) >= len(placeholders) {
		return ""
	}
	return placeholders[s]
}

// form is what a condition takes from its subject.
type form uint8

const (
	plain    form = iota
	length        // len(…): members of an array or object, else bytes
	presence      // has(…)
)

// A Condition is one sentence about an answer:
//
//	[STATUS] == 200                        == != < <= > >=, with a space on both sides
//	[STATUS] == any(200, 204)              one of these
//	[BODY] == pat(*Réservez*)              * is any run of characters, ? is one, \ takes the next as it is
//	[BODY].user.name == jean               in a JSON body, by member and
//	[BODY].list[0].id != 7                 by place, counted from 0
//	len([BODY].list) >= 3                  elements or members; bytes of a text or of a body that is no array
//	has([BODY].error) == false             whether it is there
//	[RESPONSE_TIME] < 300                  whole milliseconds, or 300ms, 2s
//	[CERTIFICATE_EXPIRATION] > 48h         time left
//	[DOMAIN_EXPIRATION] > 720h             time left, by RDAP
//	[DNS_RCODE] == NOERROR                 what the name server answered with, RFC 6895
//	[IP] == any(192.0.2.1, 192.0.2.2)      the address that was asked
//	[CONNECTED] == true                    always so of what answered
//
// The placeholder may stand on either side. White space around a body does not
// count. Numbers are compared as exact decimals.
//
// The differences to Gatus are where its answer would be an accident: * also
// matches "/", a text that is no number is not 0, and what Gatus calls INVALID
// is false whatever the operator, != included.
type Condition struct {
	text     string
	subject  Subject
	form     form
	path     []step // nil: the whole body
	op       string
	texts    []string // what it is compared with; more than one for any(…)
	numbers  []decimal
	pattern  *pattern
	duration time.Duration
	want     bool
}

// Subject says which part of an answer c is about.
func (c Condition) Subject() Subject { return c.subject }

// String returns c as it was written.
func (c Condition) String() string { return c.text }

// operators, longest first, so that "<=" is not read as "<".
var operators = []string{"==", "!=", "<=", ">=", "<", ">"}

// ParseCondition reads a condition. Its error is always a [*ConditionError].
func ParseCondition(s string) (Condition, error) {
	if len(s) > MaxCondition {
		return Condition{}, &ConditionError{Problem: ConditionLong}
	}
	text := strings.TrimSpace(s)
	left, op, right, err := splitCondition(text)
	if err != nil {
		return Condition{}, err
	}
	if !isPlaceholder(left) && isPlaceholder(right) {
		left, op, right = right, mirror(op), left
	}
	c := Condition{text: s, op: op}
	if err := c.parseSubject(left); err != nil {
		return Condition{}, err
	}
	if isPlaceholder(right) {
		return Condition{}, &ConditionError{Problem: TwoPlaceholders, Text: right}
	}
	if err := c.parseValue(right); err != nil {
		return Condition{}, err
	}
	return c, nil
}

// splitCondition finds the operator: the first one with a space on both sides
// that does not stand inside a function.
func splitCondition(s string) (left, op, right string, err error) {
	if s == "" {
		return "", "", "", &ConditionError{Problem: ConditionEmpty}
	}
	for i := range len(s) {
		op := operatorAt(s[i:])
		if op == "" || !spaceBefore(s, i) || !spaceAfter(s, i+len(op)) {
			continue
		}
		left, right := strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(op):])
		if name := function(left); name != "" && !strings.HasSuffix(left, ")") {
			continue // inside pat(…)
		}
		return left, op, right, operandMissing(left, right)
	}
	return "", "", "", noOperator(s)
}

func operatorAt(s string) string {
	for _, op := range operators {
		if strings.HasPrefix(s, op) {
			return op
		}
	}
	return ""
}

// The ends of the text count as spaces: it was trimmed.
func spaceBefore(s string, i int) bool { return i == 0 || s[i-1] == ' ' || s[i-1] == '\t' }
func spaceAfter(s string, i int) bool  { return i == len(s) || s[i] == ' ' || s[i] == '\t' }

func operandMissing(left, right string) error {
	if left == "" || right == "" {
		return &ConditionError{Problem: OperandMissing}
	}
	return nil
}

func noOperator(s string) error {
	for i := range len(s) {
		if op := operatorAt(s[i:]); op != "" {
			return &ConditionError{Problem: OperatorTight, Text: op}
		}
	}
	if strings.Contains(s, " = ") {
		return &ConditionError{Problem: OperatorMissing, Text: "=", Near: "=="}
	}
	return &ConditionError{Problem: OperatorMissing}
}

// mirror turns an operator round, as 5 < x says x > 5.
func mirror(op string) string {
	switch op[0] {
	case '<':
		return ">" + op[1:]
	case '>':
		return "<" + op[1:]
	}
	return op
}

// function returns the name before the parenthesis that s begins with.
func function(s string) string {
	for _, name := range []string{"len", "has", "pat", "any", "age"} {
		if strings.HasPrefix(s, name+"(") {
			return name
		}
	}
	return ""
}

// isPlaceholder says whether s asks for a part of the answer rather than
// stating a value.
func isPlaceholder(s string) bool {
	switch function(s) {
	case "len", "has", "age":
		return true
	case "pat", "any":
		return false
	}
	end := strings.IndexByte(s, ']')
	if len(s) < 3 || s[0] != '[' || end < 2 {
		return false
	}
	// [STATUS], but not the texts [], [1] or [a b].
	for _, r := range s[1:end] {
		if r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return true
}

// isOrder says whether the operator needs an order, as < does.
func (c Condition) isOrder() bool { return c.op[0] == '<' || c.op[0] == '>' }

func (c *Condition) parseSubject(s string) error {
	if !isPlaceholder(s) {
		if near := nearest(s, placeholders[1:]); near != "" {
			return &ConditionError{Problem: PlaceholderUnknown, Text: s, Near: near}
		}
		return &ConditionError{Problem: PlaceholderMissing, Text: s}
	}
	inner := s
	if name := function(s); name != "" {
		if !strings.HasSuffix(s, ")") {
			return &ConditionError{Problem: FunctionOpen, Text: name + "("}
		}
		if name == "age" {
			return &ConditionError{Problem: PlaceholderLater, Text: "age()"}
		}
		inner = strings.TrimSpace(s[len(name)+1 : len(s)-1])
		c.form = map[string]form{"len": length, "has": presence}[name]
	}
	if err := c.parsePlaceholder(inner); err != nil {
		return err
	}
	if c.form != plain && c.subject != SubjectBody {
		return &ConditionError{Problem: FunctionBodyOnly, Text: function(s) + "()"}
	}
	return nil
}

// later are placeholders of Gatus that have no answer here yet.
var later = []string{"[HEADER]", "[CONTEXT]"}

func (c *Condition) parsePlaceholder(s string) error {
	end := strings.IndexByte(s, ']')
	if !strings.HasPrefix(s, "[") || end < 0 {
		return &ConditionError{Problem: PlaceholderUnknown, Text: s, Near: nearest(s, placeholders[1:])}
	}
	name, rest := strings.ToUpper(s[:end+1]), s[end+1:]
	for i, p := range placeholders {
		if p == name {
			c.subject = Subject(i)
		}
	}
	switch {
	case c.subject == 0:
		return unknownPlaceholder(s[:end+1], name)
	case rest == "":
		return nil
	case c.subject != SubjectBody:
		return &ConditionError{Problem: PathBodyOnly, Text: s}
	}
	var err error
	c.path, err = parsePath(rest)
	return err
}

func unknownPlaceholder(written, name string) error {
	for _, l := range later {
		if l == name {
			return &ConditionError{Problem: PlaceholderLater, Text: name}
		}
	}
	return &ConditionError{Problem: PlaceholderUnknown, Text: written, Near: nearest(name, placeholders[1:])}
}

func (c *Condition) parseValue(s string) error {
	if err := c.parseTexts(s); err != nil {
		return err
	}
	if c.isOrder() && (c.pattern != nil || len(c.texts) > 1) {
		return &ConditionError{Problem: OrderOfTexts, Text: c.op}
	}
	switch {
	case c.form == presence:
		return c.parseTruth()
	case c.subject == SubjectResponseTime, c.subject == SubjectCertificate, c.subject == SubjectDomain:
		return c.parseDuration()
	case c.subject == SubjectConnected:
		return c.parseConnected()
	case c.isOrder() && (c.subject == SubjectIP || c.subject == SubjectCode):
		return &ConditionError{Problem: EqualityWanted, Text: c.subject.String()}
	case c.pattern != nil && c.form == plain:
		return nil
	case c.subject == SubjectStatus, c.form == length, c.isOrder():
		return c.parseNumbers()
	}
	for _, t := range c.texts {
		d, _ := parseDecimal(t) // zero for a text that is no number
		c.numbers = append(c.numbers, d)
	}
	return nil
}

// parseConnected accepts what can be met: what was not reached is never good.
func (c *Condition) parseConnected() error {
	if len(c.texts) != 1 || c.texts[0] != "true" || c.op != "==" {
		return &ConditionError{Problem: ConnectedOnly}
	}
	c.want = true
	return nil
}

func (c *Condition) parseTexts(s string) error {
	name := function(s)
	if name == "" {
		c.texts = []string{s}
		return nil
	}
	if !strings.HasSuffix(s, ")") {
		return &ConditionError{Problem: FunctionOpen, Text: name + "("}
	}
	inner := s[len(name)+1 : len(s)-1]
	if name == "pat" {
		c.pattern = parsePattern(inner)
		if !c.pattern.isBounded() {
			return &ConditionError{Problem: PatternLong}
		}
		return nil
	}
	for t := range strings.SplitSeq(inner, ",") {
		t = strings.TrimSpace(t)
		if t == "" || function(t) != "" {
			return &ConditionError{Problem: AnyBad, Text: t}
		}
		c.texts = append(c.texts, t)
	}
	return nil
}

func (c *Condition) parseNumbers() error {
	if c.pattern != nil {
		return &ConditionError{Problem: NumberWanted, Text: "pat()"}
	}
	for _, t := range c.texts {
		d, ok := parseDecimal(t)
		if !ok {
			return &ConditionError{Problem: NumberWanted, Text: t}
		}
		c.numbers = append(c.numbers, d)
	}
	return nil
}

func (c *Condition) parseTruth() error {
	if len(c.texts) != 1 || c.isOrder() || (c.texts[0] != "true" && c.texts[0] != "false") {
		return &ConditionError{Problem: TruthWanted}
	}
	c.want = c.texts[0] == "true"
	return nil
}

// parseDuration reads 48h, and for a response time also milliseconds without
// a unit. A certificate's 48 without one would be 48 ms in Gatus, which nobody
// means.
func (c *Condition) parseDuration() error {
	if len(c.texts) != 1 {
		return &ConditionError{Problem: DurationWanted, Text: "pat() or any()"}
	}
	t := c.texts[0]
	if ms, err := strconv.ParseInt(t, 10, 64); err == nil {
		if c.subject != SubjectResponseTime {
			return &ConditionError{Problem: UnitMissing, Text: t, Near: t + "h"}
		}
		if ms < 0 || ms > int64(24*time.Hour/time.Millisecond) {
			return &ConditionError{Problem: DurationWanted, Text: t}
		}
		c.duration = time.Duration(ms) * time.Millisecond
		return nil
	}
	d, err := time.ParseDuration(t)
	if err != nil || (d < 0 && c.subject == SubjectResponseTime) {
		return &ConditionError{Problem: DurationWanted, Text: t}
	}
	c.duration = d
	return nil
}
