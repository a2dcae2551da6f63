package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Bounds of a process that carries a letter.
const (
	patience  = 20 * time.Second
	maxMemory = 64 << 20 // bytes it may hold: who takes a letter may answer without end
)

// An Apart carries letters, each in a process of its own: the library waits
// without a limit for some servers and reads all that they say, and what hangs
// or grows there must not hang or grow in a daemon that watches.
type Apart struct {
	Path     string        // of the program
	Args     []string      // with its name first; they hold nothing of the letter
	Patience time.Duration // 20 s unless said otherwise
}

// Send hands a letter over. It returns "" or one of Whys.
func (a Apart) Send(ctx context.Context, l Letter) (why string) {
	text, err := json.Marshal(l)
	if err != nil || len(text) > maxLetter {
		return "unknown"
	}
	limit := a.Patience
	if limit == 0 {
		limit = patience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, a.Path)
	cmd.Args, cmd.Stdin = a.Args, bytes.NewReader(text)
	cmd.WaitDelay = time.Second
	var out bytes.Buffer // a word: the program is ours
	cmd.Stdout = &out
	err = cmd.Run()
	switch said := strings.TrimSpace(out.String()); {
	case ctx.Err() != nil:
		return "slow"
	case err != nil:
		return "ended"
	case said == "" || known(said):
		return said
	}
	return "unknown"
}

var answered = regexp.MustCompile(`^answer [45][0-9][0-9]$`)

func known(why string) bool { return slices.Contains(Whys, why) || answered.MatchString(why) }

// confine bounds what this process holds, and has it leave no picture of its
// memory. A limit of the system's would count what is reserved, too.
func confine() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // the letter is in it
	debug.SetMemoryLimit(maxMemory / 2)
	go func() {
		for range time.Tick(10 * time.Millisecond) {
			held := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
			if metrics.Read(held); held[0].Value.Uint64() > maxMemory {
				os.Exit(3)
			}
		}
	}()
}
