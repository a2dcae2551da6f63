package inventory

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"constat/store/record"
)

// An ftp store is listed over FTP (RFC 959), with TLS for ftps (RFC 4217). We
// read the lists ourselves: a line that nobody understands may be a file.
type ftp struct {
	control *textproto.Conn
	host    string
	dial    func(address string) (net.Conn, error) // a connection for data
	machine bool                                   // the server has MLSD, RFC 3659
	root    string
	now     time.Time
}

func openFTP(ctx context.Context, u *url.URL, ask Ask) (source, error) {
	if u.Scheme == "ftp" && ask.Secret["password"] != "" && !ask.here(u) {
		return nil, &stopped{record.Local, "a password is not sent without TLS: use ftps"}
	}
	c, err := ask.connect(ctx, "tcp", hostPort(u))
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { c.Close() }) // the time given is over
	f := &ftp{control: textproto.NewConn(c), host: u.Hostname(), root: path.Clean("/" + u.Path), now: time.Now()}
	f.dial = func(address string) (net.Conn, error) { return ask.connect(ctx, "tcp", address) }
	if err := f.login(c, u, ask); err != nil {
		f.control.Close()
		return nil, err
	}
	return f, nil
}

func (f *ftp) login(c net.Conn, u *url.URL, ask Ask) error {
	if _, _, err := f.control.ReadResponse(220); err != nil {
		return &stopped{record.ListProtocol, "the server does not answer as FTP does"}
	}
	if u.Scheme == "ftps" {
		if err := f.secure(c, &tls.Config{ServerName: u.Hostname(), RootCAs: ask.Roots, ClientSessionCache: tls.NewLRUClientSessionCache(4)}); err != nil {
			return err
		}
	}
	user, password := ask.Secret["user"], ask.Secret["password"]
	if user == "" {
		user, password = "anonymous", "constat@"
	}
	for _, line := range []string{user, password} {
		if strings.ContainsAny(line, "\r\n") {
			return &stopped{record.Local, "the secret has a line break"}
		}
	}
	code, err := f.ask("USER " + user)
	if err == nil && code == 331 {
		code, err = f.ask("PASS " + password)
	}
	if err != nil {
		return err
	}
	if code != 230 {
		return &stopped{record.ListRefused, "the server refuses our name or password"}
	}
	if code, err = f.ask("TYPE I"); err != nil || code != 200 {
		return orProtocol(err)
	}
	_, _ = f.ask("OPTS UTF8 ON") // some want to be told
	id, err := f.control.Cmd("FEAT")
	if err != nil {
		return err
	}
	f.control.StartResponse(id)
	defer f.control.EndResponse(id)
	_, features, err := f.control.ReadResponse(0)
	f.machine = strings.Contains(strings.ToUpper(features), "MLST")
	return err
}

// secure puts TLS under the control connection, and under those for data.
func (f *ftp) secure(c net.Conn, config *tls.Config) error {
	if code, err := f.ask("AUTH TLS"); err != nil || code != 234 {
		return orProtocol(err)
	}
	t := tls.Client(c, config)
	if err := t.Handshake(); err != nil {
		return err
	}
	f.control = textproto.NewConn(t)
	for _, line := range []string{"PBSZ 0", "PROT P"} {
		if code, err := f.ask(line); err != nil || code != 200 {
			return orProtocol(err)
		}
	}
	plain := f.dial
	f.dial = func(address string) (net.Conn, error) {
		c, err := plain(address)
		if err != nil {
			return nil, err
		}
		return tls.Client(c, config), nil
	}
	return nil
}

func orProtocol(err error) error {
	if err != nil {
		return err
	}
	return &stopped{record.ListProtocol, "the server does not do what is asked"}
}

// ask sends a line and returns the code of the reply, whatever it is.
func (f *ftp) ask(line string) (code int, err error) {
	if err := f.control.PrintfLine("%s", line); err != nil {
		return 0, err
	}
	code, _, err = f.control.ReadResponse(0)
	return code, err
}

// data opens a connection for data and asks for what is to come over it.
func (f *ftp) data(line string) (net.Conn, error) {
	if strings.ContainsAny(line, "\r\n") {
		return nil, &stopped{record.ListProtocol, "a name with a line break"}
	}
	if err := f.control.PrintfLine("EPSV"); err != nil {
		return nil, err
	}
	code, text, err := f.control.ReadResponse(0)
	if err != nil {
		return nil, err
	}
	_, rest, ok := strings.Cut(text, "(|||")
	port, _, ok2 := strings.Cut(rest, "|")
	if n, err := strconv.ParseUint(port, 10, 16); code != 229 || !ok || !ok2 || err != nil || n == 0 {
		return nil, &stopped{record.ListProtocol, "the server opens no connection for data"}
	}
	// RFC 2428: the same host, whatever the server says.
	c, err := f.dial(net.JoinHostPort(f.host, port))
	if err != nil {
		return nil, err
	}
	if code, err = f.ask(line); err == nil && code >= 300 {
		err = refusedByFTP(code)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (f *ftp) list(ctx context.Context, each func(record.Held) error) error {
	if code, err := f.ask("CWD " + f.root); err != nil || code != 250 {
		if err == nil {
			err = &stopped{record.ListAbsent, fmt.Sprintf("reply %d", code)}
		}
		return err
	}
	return f.folder(ctx, f.root, 0, each)
}

func (f *ftp) folder(ctx context.Context, dir string, depth int, each func(record.Held) error) error {
	if depth > maxDepth {
		return &stopped{record.ListLimit, "folders lie too deep"}
	}
	lines, err := f.lines(dir)
	if err != nil {
		return err
	}
	for _, line := range lines {
		e, err := f.entry(line)
		if err != nil {
			return err
		}
		if e.Path == "." || e.Path == ".." || e.skip {
			continue
		}
		if strings.Contains(e.Path, "/") {
			return &stopped{record.ListProtocol, "a folder lists what is not in it"}
		}
		full := path.Join(dir, e.Path)
		if e.folder {
			err = f.folder(ctx, full, depth+1, each)
		} else {
			e.Path = strings.TrimPrefix(strings.TrimPrefix(full, f.root), "/")
			if e.link {
				e.Held = record.Held{Path: e.Path, Size: -1, Told: record.LinkTold}
			}
			err = each(e.Held)
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lines lists one folder. It is whole only if the server says so after it.
func (f *ftp) lines(dir string) (lines []string, err error) {
	// The folder is entered and not named: LIST takes names for options and patterns.
	if code, err := f.ask("CWD " + dir); err != nil || code != 250 {
		if err == nil {
			err = refusedByFTP(code)
		}
		return nil, err
	}
	command := "LIST -a"
	if f.machine {
		command = "MLSD"
	}
	c, err := f.data(command)
	if err != nil {
		return nil, err
	}
	limited := &io.LimitedReader{R: c, N: maxListing}
	text := bufio.NewScanner(limited)
	text.Buffer(nil, 64<<10)
	for text.Scan() {
		if line := text.Text(); line != "" {
			lines = append(lines, line)
		}
	}
	c.Close()
	if limited.N <= 0 || errors.Is(text.Err(), bufio.ErrTooLong) {
		return nil, &stopped{record.ListLimit, "a folder's list is too long"}
	}
	if text.Err() != nil {
		return nil, text.Err()
	}
	code, said, err := f.control.ReadResponse(0)
	if err == nil && cutShort.MatchString(said) {
		return nil, &stopped{record.ListLimit, "the server says that it cut the list short"}
	}
	if err == nil && code != 226 && code != 250 {
		err = &stopped{record.ListBroken, fmt.Sprintf("reply %d after a list", code)}
	}
	return lines, err
}

// cutShort is how servers say, after a list, that it is not all.
var cutShort = regexp.MustCompile(`(?i)truncat|limit|too many|partial|incomplete|\bonly\b|\bfirst [0-9]`)

func refusedByFTP(code int) error {
	if code == 530 || code == 550 || code == 450 {
		return &stopped{record.ListRefused, fmt.Sprintf("reply %d", code)}
	}
	return &stopped{record.ListBroken, fmt.Sprintf("reply %d", code)}
}

// An entry is one line of a list.
type entry struct {
	record.Held
	folder, skip bool
	link         bool // a symbolic link, which is never followed
}

func (f *ftp) entry(line string) (entry, error) {
	if f.machine {
		return machineLine(line)
	}
	return f.longLine(line)
}

var errLine = &stopped{record.ListProtocol, "a line of a list that cannot be read"}

// machineLine reads "type=file;size=5;modify=20260102030405; name", RFC 3659 section 7.
func machineLine(line string) (e entry, err error) {
	facts, name, ok := strings.Cut(line, "; ")
	if !ok || name == "" {
		return e, errLine
	}
	e.Path, e.Size = name, -1
	typed := false
	for fact := range strings.SplitSeq(facts, ";") {
		key, value, _ := strings.Cut(fact, "=")
		switch strings.ToLower(key) {
		case "type":
			typed = true
			value = strings.ToLower(value)
			e.folder, e.link = value == "dir", strings.HasPrefix(value, "os.unix=slink") || strings.HasPrefix(value, "os.unix=symlink")
			e.skip = value != "dir" && value != "file" && !e.link
		case "size":
			if e.Size, err = strconv.ParseInt(value, 10, 64); err != nil || e.Size < 0 {
				return e, errLine
			}
		case "modify":
			if t, err := time.Parse("20060102150405", value[:min(14, len(value))]); err == nil {
				e.Modified = record.At(t)
			}
		}
	}
	if !typed {
		return e, errLine
	}
	return e, nil
}

// longLine reads what ls -l prints. Its times have no year or no hour; they are
// taken as in UTC, and serve to see that a file has changed.
func (f *ftp) longLine(line string) (e entry, err error) {
	if strings.HasPrefix(line, "total ") {
		e.skip = true
		return e, nil
	}
	fields := strings.Fields(line)
	if len(fields) < 9 || len(fields[0]) < 10 {
		return e, errLine
	}
	rest := line
	for range 8 {
		rest = strings.TrimLeft(rest, " ")
		rest = rest[strings.IndexByte(rest, ' '):]
	}
	e.Path = rest[1:] // one blank, then the name as it is
	switch fields[0][0] {
	case 'd':
		e.folder = true
	case '-':
	case 'l':
		e.link = true
		e.Path, _, _ = strings.Cut(e.Path, " -> ")
	default:
		e.skip = true
	}
	if e.Size, err = strconv.ParseInt(fields[4], 10, 64); err != nil || e.Size < 0 || e.Path == "" {
		return e, errLine
	}
	day := strings.Join(fields[5:8], " ")
	if t, err := time.Parse("Jan 2 15:04 2006", day+" "+strconv.Itoa(f.now.UTC().Year())); err == nil {
		if t.After(f.now.Add(24 * time.Hour)) {
			t = t.AddDate(-1, 0, 0)
		}
		e.Modified = record.At(t)
	} else if t, err := time.Parse("Jan 2 2006", day); err == nil {
		e.Modified = record.At(t)
	} else {
		return e, errLine
	}
	return e, nil
}

// read opens a content; it is whole only if the server says so after it.
func (f *ftp) read(_ context.Context, name string) (io.ReadCloser, error) {
	c, err := f.data("RETR " + path.Join(f.root, name))
	if err != nil {
		return nil, err
	}
	return &transfer{Conn: c, control: f.control}, nil
}

// A transfer is one content on its way.
type transfer struct {
	net.Conn
	control *textproto.Conn
	told    bool
}

func (t *transfer) Read(b []byte) (int, error) {
	n, err := t.Conn.Read(b)
	if !errors.Is(err, io.EOF) || t.told {
		return n, err
	}
	t.told = true
	t.Conn.Close()
	code, _, failed := t.control.ReadResponse(0)
	if failed == nil && code != 226 && code != 250 {
		failed = io.ErrUnexpectedEOF
	}
	if failed != nil {
		return n, failed
	}
	return n, io.EOF
}

// Close ends a transfer that was not read to its end, too.
func (t *transfer) Close() error {
	if t.told {
		return nil
	}
	t.told = true
	err := t.Conn.Close()
	_, _, _ = t.control.ReadResponse(0)
	return err
}

func (f *ftp) close() error {
	_ = f.control.PrintfLine("QUIT")
	return f.control.Close()
}
