package config

import (
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

type duration = time.Duration

const (
	filePath    = "a relative path below Nakama's runtime path, without .."
	methodNames = "apple, custom, device, email, facebook, facebook_instant, game_center, google, steam"
	maxPath     = 1024
)

var (
	errNumber = errors.New("not a whole number")
	errRange  = errors.New("out of range")
	errBool   = errors.New("neither true nor false")
	errPath   = errors.New("not a path of that form")
	errChoice = errors.New("not one of the choices")
	errLength = errors.New("bad length")
)

func integer[N int | int64](low, high N, field func(*Config) *N) func(*Config, string) error {
	return func(c *Config, value string) error {
		n, err := number(value, int64(low), int64(high))
		*field(c) = N(n)
		return err
	}
}

func seconds(low, high int64, field func(*Config) *duration) func(*Config, string) error {
	return func(c *Config, value string) error {
		n, err := number(value, low, high)
		*field(c) = duration(n) * time.Second
		return err
	}
}

func minutes(low, high int64, field func(*Config) *duration) func(*Config, string) error {
	return func(c *Config, value string) error {
		n, err := number(value, low, high)
		*field(c) = duration(n) * time.Minute
		return err
	}
}

func number(value string, low, high int64) (int64, error) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, errNumber
	}
	if n < low || n > high {
		return 0, errRange
	}
	return n, nil
}

func boolean(field func(*Config) *bool) func(*Config, string) error {
	return func(c *Config, value string) error {
		if value != "true" && value != "false" {
			return errBool
		}
		*field(c) = value == "true"
		return nil
	}
}

func text(low, high int, field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, value string) error {
		if len(value) < low || len(value) > high {
			return errLength
		}
		*field(c) = value
		return nil
	}
}

func file(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, value string) error {
		if value != "" && (!filepath.IsLocal(value) || len(value) > maxPath) {
			return errPath
		}
		*field(c) = value
		return nil
	}
}

func scores(c *Config, value string) error {
	c.Scores = Scores(value)
	if c.Scores != ScoresServer && c.Scores != ScoresClient {
		return errChoice
	}
	return nil
}

func rankedSettings(c *Config, value string) error {
	c.RankedAny = value == "any"
	if !c.RankedAny && value != "ranges" {
		return errChoice
	}
	return nil
}

func skill(c *Config, value string) error {
	c.ClientSkill = value == "client"
	if !c.ClientSkill && value != "server" {
		return errChoice
	}
	return nil
}

func authMethods(c *Config, value string) error {
	known := strings.Split(methodNames, ", ")
	for name := range strings.SplitSeq(value, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return errChoice
		}
		if !slices.Contains(c.AuthMethods, name) {
			c.AuthMethods = append(c.AuthMethods, name)
		}
	}
	return nil
}
