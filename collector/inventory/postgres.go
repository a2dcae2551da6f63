package inventory

import (
	"context"
	"errors"
	"net"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"constat/store/record"
)

// askPostgres puts the query in a transaction that can only read.
func askPostgres(ctx context.Context, d *database) (string, error) {
	config, err := d.postgres()
	if err != nil {
		return "", err
	}
	conn, err := pgconn.ConnectConfig(ctx, config)
	if err != nil {
		return "", ofPostgres(ctx, err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "begin transaction isolation level repeatable read read only").ReadAll(); err != nil {
		return "", ofPostgres(ctx, err)
	}
	// By the extended protocol, which takes one statement and no more.
	r := conn.ExecParams(ctx, d.ask.Question.Pick, nil, nil, nil, nil)
	var text string
	rows := 0
	for r.NextRow() {
		if rows++; rows > 1 || len(r.Values()) != 1 || r.Values()[0] == nil {
			break
		}
		text = string(r.Values()[0])
	}
	if _, err := r.Close(); err != nil {
		return "", ofPostgres(ctx, err)
	}
	if rows != 1 || len(r.FieldDescriptions()) != 1 {
		return "", notOne()
	}
	return text, nil
}

// postgres says how to connect: by what the question and the secret say, and
// nothing of the environment or of files in somebody's home.
func (d *database) postgres() (*pgconn.Config, error) {
	config, err := pgconn.ParseConfig("host=localhost user=constat dbname=constat sslmode=disable passfile=/dev/null")
	if err != nil {
		return nil, &stopped{record.Local, "the environment names a service of PostgreSQL"}
	}
	_, written, _ := net.SplitHostPort(hostPort(d.at))
	port, err := strconv.ParseUint(written, 10, 16)
	if err != nil {
		return nil, &stopped{record.Local, "not an address"}
	}
	config.Host, config.Port, config.Database = d.at.Hostname(), uint16(port), d.name
	config.User, config.Password = d.ask.Secret["user"], d.ask.Secret["password"]
	config.TLSConfig, config.Fallbacks, config.ValidateConnect = d.secure, nil, nil
	config.DialFunc, config.ConnectTimeout = d.dial, dialTime
	config.LookupFunc = func(_ context.Context, host string) ([]string, error) { return []string{host}, nil } // a name that leads home is refused where it is dialled
	config.SSLNegotiation, config.MaxProtocolMessageBodyLen = "postgres", maxSpoken
	config.RuntimeParams = map[string]string{
		"application_name": "constat", "default_transaction_read_only": "on",
		"statement_timeout": strconv.FormatInt(d.patience().Milliseconds(), 10),
	}
	return config, nil
}

// ofPostgres knows PostgreSQL's codes (its manual, appendix A).
func ofPostgres(ctx context.Context, err error) error {
	var p *pgconn.PgError
	var long *pgproto3.ExceededMaxBodyLenErr
	if errors.As(err, &long) {
		return &stopped{record.ListLimit, "the answer is too long"}
	}
	if !errors.As(err, &p) {
		return ofDatabase(ctx, err)
	}
	code := p.Code[:min(5, len(p.Code))]
	detail := "SQLSTATE " + code
	switch {
	case code == "57014":
		return &stopped{record.ListTimeout, "the time given was over"}
	case len(code) == 5 && code[:2] == "28", code == "42501":
		return &stopped{record.ListRefused, detail}
	case code == "3D000", code == "3F000", code == "42P01":
		return &stopped{record.ListAbsent, detail}
	}
	return &stopped{record.ListProtocol, detail}
}
