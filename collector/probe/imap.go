package probe

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"constat/store/record"
)

// IMAP asks a mail store whether it is there, RFC 9051, encrypts where that is
// offered, and logs nobody in.
func IMAP(ctx context.Context, a Ask) Result {
	return talkWith(ctx, a, func(t *talk) error {
		line, err := t.line()
		if err != nil {
			return err
		}
		if err := t.imapGreeting(line); err != nil || t.result.Answer.Declined() {
			return err
		}
		able, err := t.capability("a1")
		if err != nil {
			return err
		}
		wanted, err := t.wants(slices.Contains(able, "STARTTLS"))
		if err == nil && wanted {
			if err = t.tagged("a2", "STARTTLS", nil); err == nil {
				err = t.encrypt()
			}
			if err == nil {
				_, err = t.capability("a3")
			}
		}
		if err != nil {
			return err
		}
		return t.bye("a4 LOGOUT")
	})
}

// bracket finds a response code, RFC 9051 section 7.1, RFC 5530 and for POP3
// RFC 2449 section 8.
var bracket = regexp.MustCompile(`^\[([A-Za-z/-]+)[^\]]*\] ?`)

// worded splits what follows OK or BYE into response code and words.
func worded(s string) (code, words string) {
	if m := bracket.FindStringSubmatch(s); m != nil {
		return strings.ToUpper(m[1]), s[len(m[0]):]
	}
	return "", s
}

// imapGreeting notes who is there: OK, PREAUTH or BYE.
func (t *talk) imapGreeting(line string) error {
	word, rest, _ := strings.Cut(strings.TrimPrefix(line, "* "), " ")
	word = strings.ToUpper(word)
	if !strings.HasPrefix(line, "* ") || !slices.Contains([]string{"OK", "PREAUTH", "BYE"}, word) {
		return notThis("IMAP")
	}
	t.answered("IMAP", word, rest, word == "BYE")
	return nil
}

// answered notes a word and, where it is a refusal, the reason that is given in
// brackets.
func (t *talk) answered(proto, word, rest string, refusal bool) {
	code, words := worded(rest)
	a := &t.result.Answer
	a.Proto, a.Code = proto, word
	if refusal && code != "" {
		a.Code += " [" + code[:min(len(code), 32)] + "]"
	}
	t.text.add(strings.TrimSpace(a.Code + " " + steady(words, 0)))
}

// tagged gives an order and reads until its end; each line that is not the
// last goes to untagged.
func (t *talk) tagged(tag, order string, untagged func(string)) error {
	if err := t.say(tag + " " + order); err != nil {
		return err
	}
	for {
		line, err := t.line()
		if err != nil {
			return err
		}
		rest, last := strings.CutPrefix(line, tag+" ")
		switch {
		case last && strings.HasPrefix(strings.ToUpper(rest), "OK"):
			return nil
		case last && order == "STARTTLS":
			return faulty{record.TLSFailure, "STARTTLS was refused"}
		case last, !strings.HasPrefix(line, "* "):
			return notThis("IMAP")
		case untagged != nil:
			untagged(line[2:])
		}
	}
}

// capability returns what the store can do, and writes it down.
func (t *talk) capability(tag string) (able []string, err error) {
	err = t.tagged(tag, "CAPABILITY", func(line string) {
		if words := strings.Fields(line); len(words) > 0 && strings.EqualFold(words[0], "CAPABILITY") {
			able = words[1:]
			t.text.add(short(line))
		}
	})
	return able, err
}
