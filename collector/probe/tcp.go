package probe

import "context"

// TCP asks that a connection be made, RFC 9293, and says nothing over it.
func TCP(ctx context.Context, a Ask) Result {
	return put(ctx, a, func(ctx context.Context, c *call) error {
		conn, err := c.connect(ctx)
		if err != nil {
			return err
		}
		return conn.Close()
	})
}
