package dashboard

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"sync"
	"time"
)

// How long a session lasts, and how many there are at a time.
const (
	sessionIdle  = 8 * time.Hour
	sessionWhole = 5 * 24 * time.Hour
	maxSessions  = 500
	maxStreams   = 4 // of one session
)

// A User is somebody who may log in.
type User struct {
	Name   string
	Role   Role
	Secret Secret
}

// A session is somebody who logged in. Only its cookie's digest is kept.
type session struct {
	user        User
	began, seen time.Time
	streams     int
	ended       chan struct{} // closed when it ends
}

// sessions are all of them. They live in memory: a restart asks everybody to log in again.
type sessions struct {
	mu  sync.Mutex
	all map[[32]byte]*session
	key [32]byte // of the tokens of forms
}

func newSessions() *sessions {
	s := &sessions{all: map[[32]byte]*session{}}
	_, _ = rand.Read(s.key[:]) // it never fails
	return s
}

// begin makes a session with a cookie of its own: one that a visitor brought is never taken over.
func (s *sessions) begin(u User, now time.Time) (cookie string) {
	cookie = random()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(now)
	for len(s.all) >= maxSessions {
		s.dropOldest()
	}
	s.all[digest(cookie)] = &session{user: u, began: now, seen: now, ended: make(chan struct{})}
	return cookie
}

// of is whose session a cookie is, nil for nobody's. What a page asks by itself, awake false, does
// not keep a session from ending.
func (s *sessions) of(cookie string, awake bool, now time.Time) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.all[digest(cookie)]
	if x == nil {
		return nil
	}
	if x.over(now) {
		s.end(digest(cookie))
		return nil
	}
	if awake {
		x.seen = now
	}
	return x
}

func (x *session) over(now time.Time) bool {
	return now.Sub(x.seen) > sessionIdle || now.Sub(x.began) > sessionWhole
}

func (s *sessions) leave(cookie string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end(digest(cookie))
}

// use ends the sessions of those who are no longer who they were.
func (s *sessions) use(users map[string]User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, x := range s.all {
		if u, ok := users[x.user.Name]; !ok || u.Role != x.user.Role || !u.Secret.equal(x.user.Secret) {
			s.end(key)
		}
	}
}

func (s *sessions) end(key [32]byte) {
	if x := s.all[key]; x != nil {
		close(x.ended)
		delete(s.all, key)
	}
}

func (s *sessions) sweep(now time.Time) {
	for key, x := range s.all {
		if x.over(now) {
			s.end(key)
		}
	}
}

func (s *sessions) dropOldest() {
	var oldest [32]byte
	var when time.Time
	for key, x := range s.all {
		if when.IsZero() || x.seen.Before(when) {
			oldest, when = key, x.seen
		}
	}
	s.end(oldest)
}

// stream takes one of the few streams that a session has.
func (s *sessions) stream(x *session) (release func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x.streams >= maxStreams {
		return nil, false
	}
	x.streams++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		x.streams--
	}, true
}

// token is what a form of the holder of a cookie carries.
func (s *sessions) token(cookie string) string {
	m := hmac.New(sha256.New, s.key[:])
	m.Write([]byte(cookie))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// genuine says whether a form was made for the holder of a cookie.
func (s *sessions) genuine(cookie, token string) bool {
	return cookie != "" && hmac.Equal([]byte(s.token(cookie)), []byte(token))
}

func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // it never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func digest(cookie string) [32]byte { return sha256.Sum256([]byte(cookie)) }

// cookieName is bound to this host by its prefix where there is TLS (RFC 6265bis, section 4.1.3).
func cookieName(secure bool) string {
	if secure {
		return "__Host-constat"
	}
	return "constat"
}

func setCookie(w http.ResponseWriter, value string, secure bool, age time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: cookieName(secure), Value: value, Path: "/", MaxAge: int(age / time.Second), HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode})
}

// cookieOf is the cookie that a visitor brings, "" for none or one that is not of our making.
func cookieOf(r *http.Request, secure bool) string {
	c, err := r.Cookie(cookieName(secure))
	if err != nil || len(c.Value) != 43 {
		return ""
	}
	return c.Value
}
