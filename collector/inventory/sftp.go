package inventory

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"constat/store/record"
)

// A sshStore is listed over SFTP. Symbolic links are listed as such, and not
// followed: what is behind them is not known.
type sshStore struct {
	conn   *ssh.Client
	client *sftp.Client
	root   string
}

func openSFTP(ctx context.Context, u *url.URL, ask Ask) (source, error) {
	config, err := sshConfig(ask.Secret)
	if err != nil {
		return nil, err
	}
	address := hostPort(u)
	c, err := ask.connect(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { c.Close() }) // the time given is over
	conn, channels, requests, err := ssh.NewClientConn(c, address, config)
	if err != nil {
		stop()
		c.Close()
		return nil, refusedBySSH(err)
	}
	s := &sshStore{conn: ssh.NewClient(conn, channels, requests), root: path.Clean("/" + u.Path)}
	if s.client, err = sftp.NewClient(s.conn); err != nil {
		s.conn.Close()
		return nil, &stopped{record.ListProtocol, "the server has no SFTP"}
	}
	return s, nil
}

// sshConfig needs the server's key: without it anybody could answer.
func sshConfig(s Secret) (*ssh.ClientConfig, error) {
	config := &ssh.ClientConfig{User: s["user"], Timeout: dialTime, HostKeyCallback: knownKey(s["host_key"])}
	if kind, _, full := strings.Cut(s["host_key"], " "); full {
		config.HostKeyAlgorithms = []string{kind}
	}
	if s["password"] != "" {
		config.Auth = append(config.Auth, ssh.Password(s["password"]))
	}
	if s["key"] == "" {
		return config, nil
	}
	text, err := os.ReadFile(s["key"])
	if err != nil {
		return nil, &stopped{record.Local, "the key cannot be read"}
	}
	signer, err := ssh.ParsePrivateKey(text)
	if s["passphrase"] != "" {
		signer, err = ssh.ParsePrivateKeyWithPassphrase(text, []byte(s["passphrase"]))
	}
	if err != nil {
		return nil, &stopped{record.Local, "the key cannot be used"}
	}
	config.Auth = append(config.Auth, ssh.PublicKeys(signer))
	return config, nil
}

// knownKey accepts the server's key as it stands in known_hosts, or its
// fingerprint as ssh-keygen -l prints it.
func knownKey(want string) ssh.HostKeyCallback {
	return func(_ string, _ net.Addr, key ssh.PublicKey) error {
		print := ssh.FingerprintSHA256(key)
		text := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
		switch {
		case want == print, want != "" && strings.HasPrefix(want+" ", text+" "):
			return nil
		case want == "":
			return &stopped{record.Local, "host_key is missing in the secret; the server shows " + print}
		}
		return &stopped{record.ListRefused, "the server shows another key, " + print}
	}
}

func refusedBySSH(err error) error {
	var s *stopped
	switch {
	case errors.As(err, &s):
		return s
	case strings.Contains(err.Error(), "unable to authenticate"):
		return &stopped{record.ListRefused, "the server refuses our name or key"}
	case errors.Is(err, io.EOF), strings.Contains(err.Error(), "handshake failed"):
		return &stopped{record.ListProtocol, "the server does not answer as SSH does"}
	}
	return err
}

func (s *sshStore) list(ctx context.Context, each func(record.Held) error) error {
	if _, err := s.client.Stat(s.root); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &stopped{record.ListAbsent, "the folder is not there"}
		}
		return err
	}
	if err := s.folder(ctx, s.root, 0, each); err != nil {
		return err
	}
	// A connection that was lost can look like the end of a list.
	if _, err := s.client.Lstat(s.root); err != nil {
		return &stopped{record.ListBroken, "the connection was lost"}
	}
	return nil
}

func (s *sshStore) folder(ctx context.Context, dir string, depth int, each func(record.Held) error) error {
	if depth > maxDepth {
		return &stopped{record.ListLimit, "folders lie too deep"}
	}
	list, err := s.client.ReadDirContext(ctx, dir)
	if err != nil {
		return bareSFTP(err)
	}
	for _, e := range list {
		full := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			err = s.folder(ctx, full, depth+1, each)
		case e.Mode()&fs.ModeSymlink != 0:
			err = each(record.Held{Path: s.under(full), Size: -1, Told: record.LinkTold})
		case e.Mode().IsRegular():
			err = each(record.Held{Path: s.under(full), Size: e.Size(), Modified: record.At(e.ModTime())})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sshStore) under(full string) string {
	return strings.TrimPrefix(strings.TrimPrefix(full, s.root), "/")
}

// bareSFTP takes the path out of an error.
func bareSFTP(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func (s *sshStore) read(_ context.Context, name string) (io.ReadCloser, error) {
	return s.client.Open(path.Join(s.root, name))
}

func (s *sshStore) close() error { return errors.Join(s.client.Close(), s.conn.Close()) }
