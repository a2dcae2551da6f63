package probe

import (
	"context"
	"strings"

	"constat/store/record"
)

// POP3 asks a mail store whether it is there, RFC 1939, encrypts where that is
// offered (RFC 2595), and logs nobody in.
func POP3(ctx context.Context, a Ask) Result {
	return talkWith(ctx, a, func(t *talk) error {
		line, err := t.line()
		if err != nil {
			return err
		}
		word, rest, _ := strings.Cut(line, " ")
		if word != "+OK" && word != "-ERR" {
			return notThis("POP3")
		}
		t.answered("POP3", word, rest, word == "-ERR")
		if word == "-ERR" {
			return nil
		}
		offered, err := t.capa()
		if err != nil {
			return err
		}
		wanted, err := t.wants(offered)
		if err == nil && wanted {
			if err = t.stls(); err == nil {
				_, err = t.capa()
			}
		}
		if err != nil {
			return err
		}
		return t.bye("QUIT")
	})
}

// capa asks what the store can do, RFC 2449 section 5, writes it down, and says
// whether it encrypts. One that does not know the question is a store too.
func (t *talk) capa() (stls bool, err error) {
	if err := t.say("CAPA"); err != nil {
		return false, err
	}
	line, err := t.line()
	if err != nil || strings.HasPrefix(line, "-ERR") {
		return false, err
	}
	if !strings.HasPrefix(line, "+OK") {
		return false, notThis("POP3")
	}
	for {
		line, err := t.line()
		if err != nil || line == "." {
			return stls, err
		}
		stls = stls || strings.EqualFold(line, "STLS")
		t.text.add(short(line))
	}
}

func (t *talk) stls() error {
	if err := t.say("STLS"); err != nil {
		return err
	}
	line, err := t.line()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(line, "+OK") {
		return faulty{record.TLSFailure, "STLS was refused"}
	}
	return t.encrypt()
}
