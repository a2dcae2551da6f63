package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"constat": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
		},
	})
}

// The commands as transcripts: each file in testdata/script is a story, its
// first line says which.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			e.Setenv("SITE", l.Addr().String())
			e.Setenv("LANG", "en")
			return errors.Join(l.Close(), setPorts(e))
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Getuid() == 0, nil
			}
			name, ok := strings.CutPrefix(cond, "has:")
			if !ok {
				return false, fmt.Errorf("unknown condition %s", cond)
			}
			_, err := exec.LookPath(name)
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"nginx":    nginx,
			"until":    until,
			"expand":   expand,
			"rounds":   rounds,
			"truncate": truncate,
			"signal":   signalDaemon,
			"keep":     keep,
			"peer":     peer,
			"serve":    serveHere,
			"certify":  certify,
			"incident": incidentOf,
			"silences": silences,
			"mailbox":  mailbox,
			"taker":    taker,
		},
	})
}

// nginx start DIR serves a folder at $SITE; nginx stop ends it.
func nginx(ts *testscript.TestScript, _ bool, args []string) {
	conf, pid := ts.MkAbs("nginx.conf"), ts.MkAbs("nginx.pid")
	if args[0] == "stop" {
		ts.Check(ts.Exec("nginx", "-c", conf, "-s", "stop"))
		gone(ts, pid)
		return
	}
	user := ""
	if os.Getuid() == 0 {
		user = "user root; " // its workers must read the test's folder
	}
	text := user + fmt.Sprintf("daemon on; pid %s; error_log %s; worker_processes 1;\nevents {}\nhttp { access_log %s; server { listen %s; root %s; } }\n",
		pid, ts.MkAbs("nginx.err"), ts.MkAbs("access.log"), ts.Getenv("SITE"), ts.MkAbs(args[1]))
	ts.Check(os.WriteFile(conf, []byte(text), 0o600))
	ts.Check(ts.Exec("nginx", "-c", conf))
	ts.Defer(func() {
		if _, err := os.Stat(pid); err == nil {
			_ = ts.Exec("nginx", "-c", conf, "-s", "stop")
		}
	})
}

// gone waits until a pid file is gone: the server has let go of its port.
func gone(ts *testscript.TestScript, pid string) {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(pid); os.IsNotExist(err) {
			return
		}
	}
	ts.Fatalf("nginx does not stop")
}

// until PATTERN COMMAND... runs a command until what it prints matches.
func until(ts *testscript.TestScript, _ bool, args []string) {
	pattern := regexp.MustCompile(args[0])
	var last string
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		_ = ts.Exec(args[1], args[2:]...) // its status is not the point
		if last = ts.ReadFile("stdout"); pattern.MatchString(last) {
			return
		}
	}
	ts.Fatalf("%s never matched %q; it last printed:\n%s", strings.Join(args[1:], " "), args[0], last)
}

// rounds N waits until the daemon's newest round is N seconds further than now.
func rounds(ts *testscript.TestScript, _ bool, args []string) {
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	want := time.Now().Add(d).UTC()
	last := regexp.MustCompile(`"last": "([^"]+)"`)
	for deadline := want.Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		_ = ts.Exec("constat", "status", "--json")
		for _, m := range last.FindAllStringSubmatch(ts.ReadFile("stdout"), -1) {
			if m[1] > want.Format("2006-01-02T15:04:05.000Z") {
				return
			}
		}
	}
	ts.Fatalf("no round came")
}

// expand FILE replaces $SITE, $WORK and $PORT1 to $PORT9 in a file.
func expand(ts *testscript.TestScript, _ bool, args []string) {
	known := []string{"$SITE", ts.Getenv("SITE"), "$WORK", ts.Getenv("WORK"), "$KEY", ts.Getenv("KEY"), "$LOG", ts.Getenv("LOG")}
	for n := range ports {
		name := fmt.Sprint("PORT", n+1)
		known = append(known, "$"+name, ts.Getenv(name))
	}
	for _, name := range args {
		text := strings.NewReplacer(known...).Replace(ts.ReadFile(name))
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// signalDaemon sends the daemon TERM, HUP to read its configuration over, or
// STOP and CONT to have it stand still.
func signalDaemon(ts *testscript.TestScript, _ bool, args []string) {
	pid, err := strconv.Atoi(strings.TrimSpace(ts.ReadFile("pid")))
	ts.Check(err)
	ts.Check(syscall.Kill(pid, map[string]syscall.Signal{"TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "STOP": syscall.SIGSTOP, "CONT": syscall.SIGCONT}[args[0]]))
}

// truncate FILE cuts a file short.
func truncate(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Truncate(ts.MkAbs(args[0]), 9000))
}

// keep NAME PATTERN puts what the pattern's group finds in the last output into
// a variable.
func keep(ts *testscript.TestScript, _ bool, args []string) {
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) != 2 {
		ts.Fatalf("no %s in\n%s", args[1], ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], m[1])
}
