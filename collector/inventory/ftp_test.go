package inventory

import (
	"fmt"
	"net"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

func TestFTPServerOfOthers(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("vsftpd wants to be started by root")
	}
	dir, port := t.TempDir(), freePort(t)
	for d := dir; d != "/" && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	store := filepath.Join(dir, "photos")
	fill(t, store)
	config := filepath.Join(t.TempDir(), "vsftpd.conf")
	text := fmt.Sprintf("listen=YES\nlisten_ipv6=NO\nlisten_address=127.0.0.1\nlisten_port=%s\nbackground=NO\nanonymous_enable=YES\nlocal_enable=NO\nno_anon_password=YES\nanon_root=%s\nsecure_chroot_dir=%s\nseccomp_sandbox=NO\nxferlog_enable=NO\nutf8_filesystem=YES\nisolate=NO\nisolate_network=NO\n", port, dir, t.TempDir())
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	serve(t, port, "vsftpd", config)
	w := watch(t, "ftp://127.0.0.1:"+port+"/photos")
	w.linked(store)
	w.holds(store)
	fill(t, store)
	named := watch(t, "ftp://cloud.example/photos")
	named.ask.Question.Address = "127.0.0.1:" + port
	named.holds("")
	w.ask.Question.URL = "ftp://127.0.0.1:" + port + "/nothing-here"
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("no such folder: %+v", e)
	}
	w.ask.Question.URL = "ftp://127.0.0.1:" + port + "/photos"
	w.ask.Secret = Secret{"user": "lea", "password": "wrong"}
	if e, _ := w.list(); e.Fault != record.ListRefused {
		t.Errorf("a wrong password: %+v", e)
	}
}

func TestMachineLinesTellLinks(t *testing.T) {
	for line, link := range map[string]bool{
		"type=OS.unix=slink:/etc; a":      true,
		"type=OS.unix=symlink;size=4; a":  true,
		"type=file;size=4; a":             false,
		"type=OS.unix=chr-1/3;size=4; nu": false,
	} {
		if e, err := machineLine(line); err != nil || e.link != link || link && e.skip {
			t.Errorf("%s: %+v, %v", line, e, err)
		}
	}
}

// A server that speaks well but for its list.
func TestFTPListThatIsNotWholeIsUnknown(t *testing.T) {
	good := "-rw-r--r--    1 0        0               5 Nov 22 07:30 a b\r\n"
	for name, c := range map[string]struct {
		list, end string
		fault     record.Fault
	}{
		"whole":                   {good, "226 done", record.NoFault},
		"a line nobody can read":  {good + "something else\r\n", "226 done", record.ListProtocol},
		"a size that is none":     {strings.Replace(good, " 5 ", " x ", 1), "226 done", record.ListProtocol},
		"broken off, and said so": {good, "426 connection closed", record.ListBroken},
		"cut short, and said so":  {good, "226-Options: -a -l\r\n226 Output truncated to 1 matches", record.ListLimit},
		"a name of another place": {strings.Replace(good, "a b", "../etc/passwd", 1), "226 done", record.ListProtocol},
	} {
		w := watch(t, "ftp://"+badFTP(t, c.list, c.end)+"/p")
		w.ask.Budget = 0
		if e, files := w.list(); e.Fault != c.fault || e.Whole() && files["a b"].Size != 5 {
			t.Errorf("%s: %+v, want %q", name, e, c.fault)
		}
	}
}

func badFTP(t *testing.T, list, end string) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		raw, err := l.Accept()
		if err != nil {
			return
		}
		c := textproto.NewConn(raw)
		defer c.Close()
		c.PrintfLine("220 hello")
		var data net.Listener
		for {
			line, err := c.ReadLine()
			if err != nil {
				return
			}
			switch command, _, _ := strings.Cut(line, " "); command {
			case "USER":
				c.PrintfLine("230 in")
			case "CWD":
				c.PrintfLine("250 there")
			case "FEAT":
				c.PrintfLine("502 none")
			case "EPSV":
				data, _ = net.Listen("tcp", "127.0.0.1:0")
				_, port, _ := net.SplitHostPort(data.Addr().String())
				c.PrintfLine("229 here (|||%s|)", port)
			case "LIST":
				d, _ := data.Accept()
				c.PrintfLine("150 it comes")
				d.Write([]byte(list))
				d.Close()
				data.Close()
				c.PrintfLine("%s", end)
			default:
				c.PrintfLine("200 yes")
			}
		}
	}()
	return l.Addr().String()
}
