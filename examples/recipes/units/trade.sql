SELECT * FROM messages WHERE unit = 'trade'
