package probe

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// SMTP asks a mail server whether it would take a message, RFC 5321, and never
// gives it one:
//
//	smtp://SERVER:25?rcpt=postmaster@example.org&starttls=auto
//
// It greets, encrypts where that is offered, names an empty sender and the
// recipient, and leaves.
func SMTP(ctx context.Context, a Ask) Result {
	to := recipient(a.Question.URL)
	return talkWith(ctx, a, func(t *talk) error {
		said, err := t.greeted()
		if err != nil || said.status != 220 {
			return err
		}
		if said, err = t.hello(); err != nil || said.status >= 400 {
			return err
		}
		if err = t.secure(said); err != nil {
			return err
		}
		if to != "" && t.result.Answer.Status < 400 {
			if said, err = t.order("MAIL FROM:<>"); err == nil && said.status < 400 {
				_, err = t.order("RCPT TO:<" + to + ">")
			}
			if err != nil {
				return err
			}
		}
		return t.bye("QUIT")
	})
}

// recipient returns whom a question names, or nothing where that could be
// another order to the server.
func recipient(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || !Mailbox(u.Query().Get("rcpt")) {
		return ""
	}
	return u.Query().Get("rcpt")
}

// Mailbox reports whether s can be asked for.
func Mailbox(s string) bool { return mailbox.MatchString(s) }

// mailbox is what of RFC 5321 section 4.1.2 is in use.
var mailbox = regexp.MustCompile(`^[A-Za-z0-9._+=-]{1,64}@[A-Za-z0-9.-]{1,255}$`)

// A reply is what SMTP answers, RFC 5321 section 4.2.
type reply struct {
	status int
	lines  []string // without the status
}

// enhanced is a status code of RFC 3463.
var enhanced = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}$`)

func (t *talk) reply() (reply, error) {
	var r reply
	for {
		line, err := t.line()
		if err != nil {
			return r, err
		}
		status, err := strconv.Atoi(line[:min(3, len(line))])
		if err != nil || status < 200 || status > 599 || r.status != 0 && status != r.status || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
			return r, notThis("SMTP")
		}
		r.status, r.lines = status, append(r.lines, line[min(4, len(line)):])
		if len(line) == 3 || line[3] == ' ' {
			t.heed(r)
			return r, nil
		}
	}
}

// heed notes a reply as the answer, until another comes.
func (t *talk) heed(r reply) {
	a := &t.result.Answer
	a.Proto, a.Status, a.Code = "SMTP", r.status, ""
	code, _, _ := strings.Cut(r.lines[0], " ")
	if enhanced.MatchString(code) && int(code[0]-'0') == r.status/100 {
		a.Code = code
	}
}

// first writes the first line of a reply down, as far as it is the same each
// time.
func (t *talk) first(before string, r reply) {
	t.text.add(strings.TrimSpace(before + " " + steady(fmt.Sprint(r.status, " ", r.lines[0]), 2)))
}

func (t *talk) greeted() (reply, error) {
	r, err := t.reply()
	if err != nil {
		return r, err
	}
	t.first("", r)
	if r.status != 220 && r.status < 400 {
		return r, notThis("SMTP")
	}
	return r, nil
}

// hello says who asks and hears what is offered. A server of old times knows
// another word for it.
func (t *talk) hello() (reply, error) {
	host, _, _ := net.SplitHostPort(t.conn.LocalAddr().String())
	name := "[" + host + "]" // RFC 5321 section 4.1.3
	if strings.Contains(host, ":") {
		name = "[IPv6:" + host + "]"
	}
	r, err := t.ordered("EHLO " + name)
	if err == nil && r.status >= 500 {
		r, err = t.ordered("HELO " + name)
	}
	if err != nil {
		return r, err
	}
	t.first("EHLO", r)
	for _, l := range r.lines[1:] {
		t.text.add(short(l))
	}
	return r, nil
}

func (t *talk) ordered(words string) (reply, error) {
	if err := t.say(words); err != nil {
		return reply{}, err
	}
	return t.reply()
}

// order is ordered, and writes the reply down.
func (t *talk) order(words string) (reply, error) {
	r, err := t.ordered(words)
	if err == nil {
		name, _, _ := strings.Cut(words, " ")
		t.first(name, r)
	}
	return r, err
}

// secure encrypts if that is offered, or asked for, RFC 3207.
func (t *talk) secure(offers reply) error {
	offered := false
	for _, l := range offers.lines[1:] {
		offered = offered || strings.EqualFold(strings.TrimSpace(l), "STARTTLS")
	}
	if wanted, err := t.wants(offered); err != nil || !wanted {
		return err
	}
	if r, err := t.order("STARTTLS"); err != nil || r.status != 220 {
		return err
	}
	if err := t.encrypt(); err != nil {
		return err
	}
	_, err := t.hello()
	return err
}
