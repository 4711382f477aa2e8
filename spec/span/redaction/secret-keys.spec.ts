import { expect } from 'chai';
import {
  isSecretKey,
  SECRET_ENDINGS,
  SECRET_PHRASES,
} from '../../../lib/span/redaction/secret-keys';

const listOf = (words: string): string[] => words.trim().split(/\s+/);

const SECRET = listOf(`
  password PASSWORD Password passwd pwd dbPassword db_password DB_PASSWORD
  db-password db.password PGPASSWORD dbpassword password2 passwords
  passwordHash password_confirmation user.pass passphrase secret clientSecret
  client_secret clientsecret CLIENT_SECRET webhookSecret secrets token
  accessToken access_token ACCESS_TOKEN accesstoken refreshToken refreshTokens
  id_token x-csrf-token X-XSRF-TOKEN GITHUB_TOKEN token2 x-amz-security-token
  aws_session_token authorization Authorization
  http.request.header.authorization http.request.header.proxy-authorization
  http.request.header.x_api_key http.request.header.cookie
  http.response.header.set-cookie proxyAuthorization auth x-auth basicAuth
  apiKey APIKey api-key api_key X-API-Key apikey APIKEY openaiApiKey
  OPENAI_API_KEY dd-application-key aws_access_key_id AWS_SECRET_ACCESS_KEY
  awsSecretAccessKey accessKeyId secretAccessKey secretKey AccountKey
  SharedAccessKey SharedAccessSignature X-Amz-Signature privateKey private_key
  private-key-pem ssh_private_key signingKey encryptionKey credential
  credentials awsCredentials cookie cookies Set-Cookie setCookie session
  sessionId session_id sessionid PHPSESSID JSESSIONID connect.sid sessionKey
  jwt bearer otp csrf cardNumber card_number credit-card creditCardNumber cvv
  cvc code_verifier
`);

const NOT_SECRET = ['', ' '].concat(
  listOf(`
  . tokens max_tokens maxTokens total_tokens gen_ai.usage.input_tokens
  gen_ai.usage.output_tokens gen_ai.token.type
  gen_ai.server.time_to_first_token gen_ai.server.time_per_output_token
  llm.token_count.prompt llm.token_count.prompt_details.cache_read
  llm.usage.total_tokens token_count tokenCount tokenUsage tokenType
  token_type tokenLimit token_endpoint tokenExpiresAt nextToken
  next_page_token pageToken continuationToken cancellationToken stop_token
  tokenizer tokenize author authors authority authorId authored_by auth.type
  authMethod auth_url authenticated authorizationUrl authorization_endpoint
  key keys keyboard keynote monkey primaryKey primary_key foreignKey
  partitionKey cacheKey idempotencyKey publicKey public_key aws.s3.key
  feature_flag.key object.key secretary secretariat secretName secret_arn
  k8s.secret.name aws.secretsmanager.secret.arn hasPassword is_secret
  requiresToken passwordPolicy passwordLength password_reset_url
  password_changed_at passwordless passenger passed passport compass bypass
  passing password.type InvalidTokenException TokenExpiredError session.id
  session.previous_id sessions sessionCount session_duration sessionTimeout
  cookieName cookie_consent cookiePolicy credentialType credentials_provider
  signature sigma design sidecar reside inside otpauth bearerMethods
  cardholder discard card_type user.id http.request.method url.full
  db.statement everspan.kind
`),
);

describe('isSecretKey', () => {
  for (const key of SECRET) {
    it(`hides "${key}"`, () => {
      expect(isSecretKey(key)).to.equal(true);
    });
  }

  for (const key of NOT_SECRET) {
    it(`leaves "${key}"`, () => {
      expect(isSecretKey(key)).to.equal(false);
    });
  }

  it('knows every phrase of its tables in every spelling', () => {
    for (const phrase of [...SECRET_PHRASES, ...SECRET_ENDINGS]) {
      const words = phrase.split(' ');
      const capital = words.map(
        (word) => word.charAt(0).toUpperCase() + word.slice(1),
      );
      const spellings = [
        words.join('_'),
        words.join('-'),
        words.join('.'),
        words.join('_').toUpperCase(),
        capital.join(''),
        `my${capital.join('')}`,
        `MY_${words.join('_').toUpperCase()}`,
      ];
      for (const spelling of spellings) {
        if (NOT_SECRET.includes(spelling)) continue;
        expect(isSecretKey(spelling), spelling).to.equal(true);
      }
    }
  });

  it('sees the beginning and the end of a key without end', () => {
    const filler = 'x_'.repeat(100_000);
    expect(isSecretKey(`${filler}password`)).to.equal(true);
    expect(isSecretKey(`password_${filler}`)).to.equal(true);
    expect(isSecretKey(filler)).to.equal(false);
  });
});
