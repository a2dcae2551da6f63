package probe

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"constat/store/record"
)

// Facts are what a condition is judged on.
type Facts struct {
	Status          int           // 0: no answer came
	Body            []byte        // as received; nil: none was read, which is not the same as empty
	BodyCut         bool          // Body is only the beginning
	ResponseTime    time.Duration // 0: not known
	CertificateLeft time.Duration // until the certificate expires; negative once it has
	HasCertificate  bool
	Connected       bool          // the target was reached
	IP              string        // the address that was asked, empty if none was
	Code            string        // what [DNS_RCODE] asks for
	DomainLeft      time.Duration // until the domain expires; negative once it has
	HasDomain       bool
}

// answered reports whether there is anything to judge.
func (f Facts) answered() bool { return f.Status != 0 || f.Connected }

// Eval judges f. It says unknown where f does not hold what c asks for: no
// answer, no body, no certificate, or a body that was cut when what is missing
// could still turn the result. It reads the body a fixed number of times.
func (c Condition) Eval(f Facts) record.Truth {
	switch c.subject {
	case SubjectCertificate:
		if !f.HasCertificate {
			return record.Unknown
		}
		return c.judge(cmp.Compare(f.CertificateLeft, c.duration))
	case SubjectDomain:
		if !f.HasDomain {
			return record.Unknown
		}
		return c.judge(cmp.Compare(f.DomainLeft, c.duration))
	case SubjectConnected:
		if !f.answered() {
			return record.Unknown
		}
		return record.True
	case SubjectIP:
		return c.evalWord(f.IP)
	case SubjectCode:
		return c.evalWord(f.Code)
	case SubjectStatus:
		return c.evalStatus(f)
	case SubjectResponseTime:
		if !f.answered() || f.ResponseTime <= 0 {
			return record.Unknown
		}
		// Whole milliseconds, rounded down as Gatus does: in favour of the answer.
		return c.judge(cmp.Compare(f.ResponseTime.Truncate(time.Millisecond), c.duration))
	case SubjectBody:
		return c.evalBody(f)
	}
	return record.Unknown // the zero Condition asks for nothing
}

func truth(b bool) record.Truth {
	if b {
		return record.True
	}
	return record.False
}

// judge applies the operator to a comparison.
func (c Condition) judge(order int) record.Truth {
	switch c.op {
	case "==":
		return truth(order == 0)
	case "!=":
		return truth(order != 0)
	case "<":
		return truth(order < 0)
	case "<=":
		return truth(order <= 0)
	case ">":
		return truth(order > 0)
	}
	return truth(order >= 0)
}

// judgeEqual applies == or !=.
func (c Condition) judgeEqual(equal bool) record.Truth { return truth(equal == (c.op == "==")) }

// judgeNumber compares d with what c wants: one number, or any of several.
func (c Condition) judgeNumber(d decimal) record.Truth {
	if c.isOrder() {
		return c.judge(d.compare(c.numbers[0]))
	}
	for _, n := range c.numbers {
		if d.compare(n) == 0 {
			return c.judgeEqual(true)
		}
	}
	return c.judgeEqual(false)
}

func (c Condition) evalStatus(f Facts) record.Truth {
	if f.Status == 0 {
		return record.Unknown
	}
	d := decimalOf(f.Status)
	if c.pattern != nil {
		return c.judgeEqual(c.pattern.match([]byte(strconv.Itoa(f.Status))))
	}
	return c.judgeNumber(d)
}

func (c Condition) evalWord(word string) record.Truth {
	if word == "" {
		return record.Unknown
	}
	return c.judgeText([]byte(word))
}

func (c Condition) evalBody(f Facts) record.Truth {
	if !f.answered() || f.Body == nil {
		return record.Unknown
	}
	body := trim(f.Body, f.BodyCut)
	switch {
	case c.path != nil:
		return c.evalPath(body, f.BodyCut)
	case c.form == presence:
		return c.evalPresence(body, f.BodyCut)
	case c.form == length:
		return c.evalLength(body, f.BodyCut)
	case c.isOrder():
		if f.BodyCut {
			return record.Unknown
		}
		return c.judgeText(body)
	case f.BodyCut:
		return c.evalBegun(body)
	}
	return c.judgeText(body)
}

// trim takes off the white space, a byte order mark, and at the end of a cut
// body a character cut in two. What it returns for a cut body is the beginning
// of what it would return for the whole.
func trim(b []byte, cut bool) []byte {
	if cut {
		b = wholeRunes(b)
	}
	return bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff")))
}

func wholeRunes(b []byte) []byte {
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[:i]
			}
			break
		}
	}
	return b
}

// judgeText compares a text with what c wants.
func (c Condition) judgeText(b []byte) record.Truth {
	if c.isOrder() {
		d, ok := parseDecimal(string(b))
		if !ok {
			return record.False
		}
		return c.judgeNumber(d)
	}
	if c.pattern != nil {
		return c.judgeEqual(c.pattern.match(b))
	}
	for _, t := range c.texts {
		if string(b) == t {
			return c.judgeEqual(true)
		}
	}
	return c.judgeEqual(false)
}

// evalBegun is judgeText for == and != on the beginning of a body.
func (c Condition) evalBegun(b []byte) record.Truth {
	if c.pattern != nil {
		switch yes, no := c.pattern.matchBegun(b); {
		case yes:
			return c.judgeEqual(true)
		case no:
			return c.judgeEqual(false)
		}
		return record.Unknown
	}
	for _, t := range c.texts {
		if bytes.HasPrefix([]byte(t), b) {
			return record.Unknown
		}
	}
	return c.judgeEqual(false)
}

func (c Condition) evalPresence(b []byte, cut bool) record.Truth {
	if len(b) == 0 && cut {
		return record.Unknown
	}
	return truth((len(b) > 0) == c.want)
}

// evalLength judges len([BODY]): the elements of an array, else bytes.
func (c Condition) evalLength(b []byte, cut bool) record.Truth {
	if len(b) > 0 && b[0] == '[' {
		switch stateOf(b, cut) {
		case jsonWhole:
			n, _ := members(b)
			return c.judgeNumber(decimalOf(n))
		case jsonCut:
			return record.Unknown
		}
	}
	if cut {
		return c.judgeAtLeast(len(b))
	}
	return c.judgeNumber(decimalOf(len(b)))
}

// judgeAtLeast judges a number of which only a lower bound is known: the
// result must be the same for that bound and for all above it.
func (c Condition) judgeAtLeast(n int) record.Truth {
	at := decimalOf(n)
	for _, wanted := range c.numbers {
		if at.compare(wanted) < 0 || (at.compare(wanted) == 0 && c.op != "<" && c.op != ">=") {
			return record.Unknown
		}
	}
	return c.judgeNumber(at)
}

// evalPath judges what stands at a path in a JSON body. What is not there is
// no number and equals nothing, and nothing can be said about it: every
// comparison with it is false.
func (c Condition) evalPath(b []byte, cut bool) record.Truth {
	state := stateOf(b, cut)
	if state == jsonCut {
		return record.Unknown
	}
	var value []byte
	if state == jsonWhole {
		value = (&walker{b: b}).find(c.path)
	}
	if c.form == presence {
		return truth((value != nil) == c.want)
	}
	if value == nil {
		return record.False
	}
	if c.form == length {
		if n, ok := members(value); ok {
			return c.judgeNumber(decimalOf(n))
		}
		return c.judgeNumber(decimalOf(len(textOf(value))))
	}
	return c.judgeValue(value)
}

// judgeValue compares a JSON value: a number as a number, the rest as text.
func (c Condition) judgeValue(value []byte) record.Truth {
	number := value[0] == '-' || (value[0] >= '0' && value[0] <= '9')
	if !number || c.isOrder() || c.pattern != nil {
		return c.judgeText(textOf(value))
	}
	d, ok := parseDecimal(string(value))
	for _, wanted := range c.numbers {
		if ok && wanted.ok && d.compare(wanted) == 0 {
			return c.judgeEqual(true)
		}
	}
	return c.judgeText(value)
}

// textOf returns a string without its quotes, an object or array without the
// spaces between its parts, and everything else as it is written.
func textOf(value []byte) []byte {
	switch value[0] {
	case '"':
		return []byte(unquote(value))
	case '{', '[':
		var compact bytes.Buffer
		if json.Compact(&compact, value) == nil {
			return compact.Bytes()
		}
	}
	return value
}
