package probe

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
)

// sshRefusals are what OpenSSH says to those whom it has heard too often.
var sshRefusals = []string{"Not allowed at this time", "Exceeded MaxStartups"}

// sshClosed notes a connection that was closed in order before any word:
// OpenSSH does so to those whom it has heard too often, and so do the wrappers
// before it.
const sshClosed = "closed"

// SSH asks for the identification of a server, RFC 4253 section 4.2, gives
// ours, and goes.
func SSH(ctx context.Context, a Ask) Result {
	return talkWith(ctx, a, func(t *talk) error {
		for first := true; ; first = false {
			line, err := t.line()
			switch {
			case err != nil && first && errors.Is(err, io.EOF):
				t.result.Answer.Proto, t.result.Answer.Code = "SSH", sshClosed
				return nil
			case err != nil && errors.Is(err, io.EOF):
				return notThis("SSH")
			case err != nil:
				return err
			case strings.HasPrefix(line, "SSH-"):
				t.result.Answer.Proto = "SSH"
				t.text.add(short(line))
				return t.bye("SSH-2.0-" + strings.NewReplacer("/", "_", " ", "_", "-", "_").Replace(Agent))
			case slices.Contains(sshRefusals, line):
				t.result.Answer.Proto, t.result.Answer.Code = "SSH", line
				return nil
			}
		}
	})
}
